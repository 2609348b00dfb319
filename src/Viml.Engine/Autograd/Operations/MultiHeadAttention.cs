using System.Buffers;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// Multi-head scaled dot-product attention (Vaswani et al. 2017): q [batch, queries, width], k and v [batch, keys, width], the width
    /// divided evenly among the heads; result [batch, queries, width]. Keys that <paramref name="padding"/> marks take no part; where all
    /// are marked the result is zero.
    /// </summary>
    public static Variable Attention(this Tape tape, Variable q, Variable k, Variable v, int heads, PaddingMask? padding = null)
    {
        foreach (var input in new[] { q, k, v })
            ShapeCheck.Rank("Attention", input, 3, "[batch, time, width]");
        ShapeCheck.That(q.Size(0) == k.Size(0) && q.Size(2) == k.Size(2), "Attention", q, k, "batch and width must be equal");
        ShapeCheck.That(k.Shape.SequenceEqual(v.Shape), "Attention", k, v, "keys and values must be equal");
        return tape.Record(new AttentionOperation(tape, new(q, 0), new(k, 0), new(v, 0), q.Size(2), heads, padding));
    }

    /// <summary>
    /// <see cref="Attention"/> of queries [batch, queries, width] over packed keys and values [batch, keys, 2 * width], side by side.
    /// </summary>
    public static Variable PackedAttention(this Tape tape, Variable q, Variable packed, int heads, PaddingMask? padding = null)
    {
        ShapeCheck.Rank("PackedAttention", q, 3, "[batch, queries, width]");
        var width = q.Size(2);
        ShapeCheck.That(
            packed.Rank == 3 && packed.Size(0) == q.Size(0) && packed.Size(2) == 2 * width, "PackedAttention", q, packed,
            "the second must be [batch, keys, 2 * width]");
        return tape.Record(new AttentionOperation(tape, new(q, 0), new(packed, 0), new(packed, width), width, heads, padding));
    }

    /// <summary>
    /// Self-attention on packed projections [batch, time, 3 * width] (queries, keys, values side by side), as <see cref="Attention"/>.
    /// </summary>
    public static Variable SelfAttention(this Tape tape, Variable packed, int heads, PaddingMask? padding = null)
    {
        ShapeCheck.Rank("SelfAttention", packed, 3, "[batch, time, 3 * width]");
        var width = packed.Size(2) / 3;
        if (packed.Size(2) != 3 * width)
            throw new ArgumentException(
                $"SelfAttention: the last size of {packed.Value.ShapeText} is not three times a width.", nameof(packed));
        return tape.Record(new AttentionOperation(tape, new(packed, 0), new(packed, width), new(packed, 2 * width), width, heads, padding));
    }
}

/// <summary>A range of columns of a variable [batch, time, columns].</summary>
internal readonly record struct AttentionInput(Variable Variable, int Column)
{
    public int Stride => Variable.Size(2);

    public int Offset(int batch, int head, int headSize) => batch * Variable.Size(1) * Stride + Column + head * headSize;
}

/// <summary>Attention of all heads; each head of each sequence is one unit of parallel work.</summary>
internal sealed class AttentionOperation : Operation
{
    private readonly AttentionInput _q, _k, _v;
    private readonly PaddingMask? _padding;
    private readonly int _batch, _heads;
    private readonly AttentionShape _shape;
    private readonly float[] _probabilities;
    private readonly Action<int> _forward, _backward;

    public AttentionOperation(Tape tape, AttentionInput q, AttentionInput k, AttentionInput v, int width, int heads, PaddingMask? padding)
        : base(tape, [q.Variable.Size(0), q.Variable.Size(1), width], q.Variable, k.Variable, v.Variable)
    {
        if (heads < 1 || width % heads != 0)
            throw new ArgumentException($"Attention: the width {width} is not divisible by {heads} heads.", nameof(heads));
        (_q, _k, _v, _padding, _heads) = (q, k, v, padding, heads);
        _batch = q.Variable.Size(0);
        _shape = new AttentionShape(q.Variable.Size(1), k.Variable.Size(1), width / heads, q.Stride, k.Stride, v.Stride, width);
        if (padding is not null && (padding.Batch != _batch || padding.Time != _shape.Keys))
            throw new ArgumentException(
                $"Attention: the padding is for [{padding.Batch}, {padding.Time}], the keys are {k.Variable.Value.ShapeText}.",
                nameof(padding));
        // Only the derivative needs the probabilities of all heads at once.
        _probabilities = tape.IsTraining ? new float[_batch * heads * _shape.Queries * _shape.Keys] : [];
        _forward = Forward;
        _backward = Backward;
    }

    public override void Forward()
    {
        if (Output.Length > 0)
            Parallelism.For(_batch * _heads, _forward);
    }

    public override void Backward()
    {
        if (Output.Length > 0)
            Parallelism.For(_batch * _heads, _backward);
    }

    private void Forward(int index)
    {
        var (batch, head) = (index / _heads, index % _heads);
        var count = _shape.Queries * _shape.Keys;
        var rented = _probabilities.Length == 0 ? ArrayPool<float>.Shared.Rent(count) : null;
        var probabilities = rented is null ? _probabilities.AsSpan(index * count, count) : rented.AsSpan(0, count);
        Kernels.Attention.Forward(
            _shape, Part(_q, batch, head), Part(_k, batch, head), Part(_v, batch, head), _padding is null ? default : _padding.Row(batch),
            probabilities, Output.Span[OutputOffset(batch, head)..]);
        if (rented is not null)
            ArrayPool<float>.Shared.Return(rented);
    }

    private void Backward(int index)
    {
        var (batch, head) = (index / _heads, index % _heads);
        var count = _shape.Queries * _shape.Keys;
        Kernels.Attention.Backward(
            _shape, Part(_q, batch, head), Part(_k, batch, head), Part(_v, batch, head), _probabilities.AsSpan(index * count, count),
            Output.GradientSpan[OutputOffset(batch, head)..], GradientPart(_q, batch, head), GradientPart(_k, batch, head),
            GradientPart(_v, batch, head));
    }

    private int OutputOffset(int batch, int head) => batch * _shape.Queries * _shape.OutputStride + head * _shape.HeadSize;

    private ReadOnlySpan<float> Part(AttentionInput input, int batch, int head) =>
        input.Variable.Span[input.Offset(batch, head, _shape.HeadSize)..];

    private Span<float> GradientPart(AttentionInput input, int batch, int head) =>
        input.Variable.RequiresGradient ? input.Variable.GradientSpan[input.Offset(batch, head, _shape.HeadSize)..] : default;
}
