using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>x W^T + b for x [..., in], W [out, in] and b [out] (or none): [..., out].</summary>
    public static Variable Linear(this Tape tape, Variable x, Variable weight, Variable? bias = null)
    {
        ShapeCheck.Rank("Linear", weight, 2, "a weight [out, in]");
        ShapeCheck.That(x.Rank >= 1 && x.Size(-1) == weight.Size(1), "Linear", x, weight, "the last sizes must be equal");
        if (bias is not null)
            ShapeCheck.That(bias.Rank == 1 && bias.Length == weight.Size(0), "Linear", weight, bias, "the bias must be [out]");
        return tape.Record(new LinearOperation(tape, x, weight, bias));
    }
}

/// <summary>y = x W^T + b over the rows of x.</summary>
internal sealed class LinearOperation : Operation
{
    private readonly Variable _x, _weight;
    private readonly Variable? _bias;
    private readonly int _rows, _in, _out;
    private readonly Action<int, int> _backwardBias;

    public LinearOperation(Tape tape, Variable x, Variable weight, Variable? bias)
        : base(tape, [.. x.Shape[..^1], weight.Size(0)], x, weight, bias)
    {
        (_x, _weight, _bias) = (x, weight, bias);
        (_rows, _in, _out) = (ShapeCheck.Rows(x), weight.Size(1), weight.Size(0));
        _backwardBias = (from, to) => Broadcasting.SumBack(Output.GradientSpan, 1, _rows, _out, 1, _bias!.GradientSpan, from, to);
    }

    public override void Forward() => Gemm.Multiply(
        new(_x.Span, _rows, _in), new Matrix(_weight.Span, _out, _in).Transposed, Output.Span, bias: _bias is null ? default : _bias.Span);

    public override void Backward()
    {
        var dy = new Matrix(Output.GradientSpan, _rows, _out);
        if (_x.RequiresGradient)
            Gemm.Multiply(dy, new(_weight.Span, _out, _in), _x.GradientSpan, beta: _x.AddsToGradient() ? 1 : 0);
        if (_weight.RequiresGradient)
            Gemm.Multiply(dy.Transposed, new(_x.Span, _rows, _in), _weight.GradientSpan, beta: 1);
        if (_bias is { RequiresGradient: true })
            Parallelism.ForRanges(_out, Math.Max(16, Grain.Rows(_rows)), _backwardBias);
    }

    protected override bool AsksToAdd(Variable input) => input == _x;
}
