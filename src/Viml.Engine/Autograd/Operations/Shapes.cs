using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>The same elements in another shape, one size of which may be -1. A view: nothing is copied, in either direction.</summary>
    public static Variable Reshape(this Tape tape, Variable x, params ReadOnlySpan<int> shape) =>
        x.View(0, tape.IsTraining && x.RequiresGradient, x.Value.Reshape(shape));

    /// <summary>Entries [start, start + count) of one axis. A view where the axis is the first, else a copy.</summary>
    public static Variable SliceAxis(this Tape tape, Variable x, int axis, int start, int count)
    {
        axis = ShapeCheck.Axis("SliceAxis", x, axis);
        if (start < 0 || count < 0 || start > x.Size(axis) - count)
            throw new ArgumentOutOfRangeException(
                nameof(start), $"SliceAxis: {count} entries from {start} are not in axis {axis} of {x.Value.ShapeText}.");
        if (axis > 0)
            return tape.Record(new SliceAxisOperation(tape, x, axis, start, count));
        var stride = ShapeCheck.Product(x.Shape[1..]);
        return x.View(start * stride, tape.IsTraining && x.RequiresGradient, x.Value.Slice(start, count));
    }

    /// <summary>Entry <paramref name="index"/> of one axis, which disappears.</summary>
    public static Variable Select(this Tape tape, Variable x, int axis, int index)
    {
        axis = ShapeCheck.Axis("Select", x, axis);
        return tape.Reshape(tape.SliceAxis(x, axis, index, 1), [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]]);
    }

    /// <summary>The parts one after another along an axis; their other sizes are equal.</summary>
    public static Variable Concat(this Tape tape, int axis, params ReadOnlySpan<Variable> parts)
    {
        if (parts.IsEmpty)
            throw new ArgumentException("Concat: there are no parts.", nameof(parts));
        axis = ShapeCheck.Axis("Concat", parts[0], axis);
        int[] shape = [.. parts[0].Shape];
        foreach (var part in parts[1..])
        {
            ShapeCheck.That(
                part.Rank == shape.Length && part.Shape[..axis].SequenceEqual(shape.AsSpan(..axis))
                    && part.Shape[(axis + 1)..].SequenceEqual(shape.AsSpan((axis + 1)..)),
                "Concat", parts[0], part, $"all sizes but that of axis {axis} must be equal");
            shape[axis] += part.Size(axis);
        }

        return tape.Record(new ConcatOperation(tape, axis, shape, parts));
    }

    /// <summary>The axes in another order: axis i of the result is axis <c>axes[i]</c> of x.</summary>
    public static Variable Permute(this Tape tape, Variable x, params ReadOnlySpan<int> axes)
    {
        int[] order = [.. axes], shape = [.. axes];
        if (order.Length != x.Rank || !order.Order().SequenceEqual(Enumerable.Range(0, x.Rank)))
            throw new ArgumentException(
                $"Permute: {Viml.Engine.Tensors.Tensor.Describe(axes)} does not name every axis of {x.Value.ShapeText} once.",
                nameof(axes));
        for (var i = 0; i < order.Length; i++)
            shape[i] = x.Size(order[i]);
        return tape.Record(new PermuteOperation(tape, x, order, shape));
    }
}

/// <summary>A range of an axis, copied.</summary>
internal sealed class SliceAxisOperation : Operation
{
    private readonly int _outer, _grain;
    private readonly Action<int, int> _forward, _backward;

    public SliceAxisOperation(Tape tape, Variable x, int axis, int start, int count)
        : base(tape, [.. x.Shape[..axis], count, .. x.Shape[(axis + 1)..]], x)
    {
        var (inner, length) = (ShapeCheck.Product(x.Shape[(axis + 1)..]), x.Size(axis));
        _outer = ShapeCheck.Product(x.Shape[..axis]);
        _grain = Grain.Rows(count * inner);
        _forward = (from, to) =>
        {
            for (var o = from; o < to; o++)
                x.Span.Slice((o * length + start) * inner, count * inner).CopyTo(Output.Span[(o * count * inner)..]);
        };
        _backward = (from, to) =>
        {
            for (var o = from; o < to; o++)
            {
                var target = x.GradientSpan.Slice((o * length + start) * inner, count * inner);
                TensorPrimitives.Add(target, Output.GradientSpan.Slice(o * count * inner, count * inner), target);
            }
        };
    }

    public override void Forward() => Parallelism.ForRanges(_outer, _grain, _forward);

    public override void Backward() => Parallelism.ForRanges(_outer, _grain, _backward);
}

/// <summary>Several variables along one axis.</summary>
internal sealed class ConcatOperation : Operation
{
    private readonly Variable[] _parts;
    private readonly int _outer, _grain;
    private readonly Action<int, int> _forward, _backward;
    private readonly bool[] _adds;

    public ConcatOperation(Tape tape, int axis, int[] shape, ReadOnlySpan<Variable> parts) : base(tape, shape, parts)
    {
        _parts = parts.ToArray();
        _adds = new bool[_parts.Length];
        var row = ShapeCheck.Product(shape.AsSpan(axis..));
        _outer = ShapeCheck.Product(shape.AsSpan(..axis));
        _grain = Grain.Rows(row);
        int[] widths = [.. _parts.Select(part => part.Length / Math.Max(1, _outer))];
        int[] starts = [.. widths.Select((_, i) => widths[..i].Sum())];
        _forward = (from, to) =>
        {
            for (var i = 0; i < _parts.Length; i++)
                for (var o = from; o < to; o++)
                    _parts[i].Span.Slice(o * widths[i], widths[i]).CopyTo(Output.Span[(o * row + starts[i])..]);
        };
        _backward = (from, to) =>
        {
            for (var i = 0; i < _parts.Length; i++)
                for (var o = from; o < to && _parts[i].RequiresGradient; o++)
                    Broadcasting.AddOrSet(
                        Output.GradientSpan.Slice(o * row + starts[i], widths[i]), 1, _adds[i],
                        _parts[i].GradientSpan.Slice(o * widths[i], widths[i]));
        };
    }

    public override void Forward() => Parallelism.ForRanges(_outer, _grain, _forward);

    public override void Backward()
    {
        for (var i = 0; i < _parts.Length; i++) _adds[i] = _parts[i].AddsToGradient();
        Parallelism.ForRanges(_outer, _grain, _backward);
    }

    protected override bool AsksToAdd(Variable input) => true;
}

/// <summary>Axes in another order, copied.</summary>
internal sealed class PermuteOperation : Operation
{
    private readonly Variable _x;
    private readonly int[] _shape, _strides;

    public PermuteOperation(Tape tape, Variable x, int[] order, int[] shape) : base(tape, shape, x)
    {
        (_x, _shape) = (x, shape);
        _strides = [.. order.Select(axis => ShapeCheck.Product(x.Shape[(axis + 1)..]))];
    }

    public override void Forward() => Permutation.Gather(_shape, _strides, _x.Span, Output.Span);

    public override void Backward() => Permutation.ScatterAdd(_shape, _strides, Output.GradientSpan, _x.GradientSpan);
}
