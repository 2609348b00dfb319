using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>The maximum over one axis, which disappears. The gradient goes to the first of equal maxima.</summary>
    /// <exception cref="ArgumentException">The axis is empty.</exception>
    public static Variable MaxOver(this Tape tape, Variable x, int axis) =>
        tape.Record(new MaxOverOperation(tape, x, ShapeCheck.Axis("MaxOver", x, axis)));

    /// <summary>The mean over one axis, which disappears.</summary>
    /// <exception cref="ArgumentException">The axis is empty.</exception>
    public static Variable MeanOver(this Tape tape, Variable x, int axis) =>
        tape.Record(new MeanOverOperation(tape, x, ShapeCheck.Axis("MeanOver", x, axis)));

    /// <summary>The sum of all elements, as a scalar.</summary>
    public static Variable SumAll(this Tape tape, Variable x) => tape.Record(new SumAllOperation(tape, x, 1));

    /// <summary>The mean of all elements, as a scalar.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public static Variable MeanAll(this Tape tape, Variable x) => x.Length > 0
        ? tape.Record(new SumAllOperation(tape, x, 1f / x.Length))
        : throw new ArgumentException($"MeanAll: the shape {x.Value.ShapeText} has no elements.", nameof(x));
}

/// <summary>Maximum over an axis.</summary>
internal sealed class MaxOverOperation(Tape tape, Variable x, int axis) : Operation(tape, [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]], x)
{
    private readonly int _outer = ShapeCheck.Product(x.Shape[..axis]), _length = x.Size(axis),
        _inner = ShapeCheck.Product(x.Shape[(axis + 1)..]);
    private readonly int[] _indices = new int[ShapeCheck.Product(x.Shape[..axis]) * ShapeCheck.Product(x.Shape[(axis + 1)..])];

    public override void Forward() => AxisPooling.Max(x.Span, _outer, _length, _inner, Output.Span, _indices);

    public override void Backward() => AxisPooling.MaxGradient(Output.GradientSpan, _indices, _outer, _length, _inner, x.GradientSpan);
}

/// <summary>Mean over an axis.</summary>
internal sealed class MeanOverOperation(Tape tape, Variable x, int axis)
    : Operation(tape, [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]], x)
{
    private readonly int _outer = ShapeCheck.Product(x.Shape[..axis]), _length = x.Size(axis),
        _inner = ShapeCheck.Product(x.Shape[(axis + 1)..]);

    public override void Forward() => AxisPooling.Mean(x.Span, _outer, _length, _inner, Output.Span);

    public override void Backward() => AxisPooling.MeanGradient(Output.GradientSpan, _outer, _length, _inner, x.GradientSpan);
}

/// <summary>factor * the sum of all elements.</summary>
internal sealed class SumAllOperation(Tape tape, Variable x, float factor) : Operation(tape, [], x)
{
    public override void Forward() => Output.Span[0] = factor * TensorPrimitives.Sum<float>(x.Span);

    public override void Backward() => TensorPrimitives.Add(x.GradientSpan, factor * Output.GradientSpan[0], x.GradientSpan);
}
