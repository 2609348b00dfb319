using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// a b over the last two axes: a [..., m, k] with b [k, n] or with b [..., k, n] of the same leading sizes. With
    /// <paramref name="transposeB"/>, b is stored [..., n, k] and a b^T is computed without copying it.
    /// </summary>
    public static Variable MatMul(this Tape tape, Variable a, Variable b, bool transposeB = false)
    {
        ShapeCheck.That(
            a.Rank >= 2 && b.Rank >= 2 && a.Size(-1) == b.Size(transposeB ? -1 : -2), "MatMul", a, b, "the inner sizes must be equal");
        ShapeCheck.That(
            b.Rank == 2 || a.Shape[..^2].SequenceEqual(b.Shape[..^2]), "MatMul", a, b, "b must be a matrix or have the leading sizes of a");
        return tape.Record(new MatMulOperation(tape, a, b, transposeB));
    }
}

/// <summary>c = a b, one product per leading index.</summary>
internal sealed class MatMulOperation : Operation
{
    private readonly Variable _a, _b;
    private readonly bool _transposeB;
    private readonly int _batch, _m;

    public MatMulOperation(Tape tape, Variable a, Variable b, bool transposeB)
        : base(tape, [.. a.Shape[..^1], b.Size(transposeB ? -2 : -1)], a, b)
    {
        (_a, _b, _transposeB) = (a, b, transposeB);
        // One matrix for all leading indices is one product with more rows.
        _batch = b.Rank == 2 ? 1 : ShapeCheck.Product(a.Shape[..^2]);
        _m = b.Rank == 2 ? ShapeCheck.Rows(a) : a.Size(-2);
    }

    private Matrix A => new(_a.Span, _m, _a.Size(-1)); // [m, k]

    private Matrix B => _transposeB ? StoredB.Transposed : StoredB; // [k, n]

    private Matrix StoredB => new(_b.Span, _b.Size(-2), _b.Size(-1));

    public override void Forward() => Gemm.MultiplyBatched(_batch, A, B, Output.Span);

    public override void Backward()
    {
        var dc = new Matrix(Output.GradientSpan, _m, Output.Size(-1)); // [m, n]
        if (_a.RequiresGradient)
            Gemm.MultiplyBatched(_batch, dc, B.Transposed, _a.GradientSpan, beta: 1);
        if (!_b.RequiresGradient)
            return;
        if (_transposeB)
            Gemm.MultiplyBatched(_batch, dc.Transposed, A, _b.GradientSpan, beta: 1);
        else
            Gemm.MultiplyBatched(_batch, A.Transposed, dc, _b.GradientSpan, beta: 1);
    }
}
