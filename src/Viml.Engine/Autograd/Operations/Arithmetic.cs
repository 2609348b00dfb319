using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// a + b. The smaller operand spreads over the larger one: aligned at their ends, its sizes are equal over one run of axes and 1
    /// elsewhere, such as [width] or [batch, time, 1] with [batch, time, width].
    /// </summary>
    public static Variable Add(this Tape tape, Variable a, Variable b) =>
        BroadcastPattern.Spreads(a, b) ? tape.Record(new AddOperation(tape, b, a, 1)) : tape.Record(new AddOperation(tape, a, b, 1));

    /// <summary>a - b, where b may be the smaller operand and then spreads over a as in <see cref="Add"/>.</summary>
    public static Variable Subtract(this Tape tape, Variable a, Variable b) => tape.Record(new AddOperation(tape, a, b, -1));

    /// <summary>a * b, element by element; the smaller operand spreads over the larger one as in <see cref="Add"/>.</summary>
    public static Variable Multiply(this Tape tape, Variable a, Variable b) =>
        BroadcastPattern.Spreads(a, b) ? tape.Record(new MultiplyOperation(tape, b, a)) : tape.Record(new MultiplyOperation(tape, a, b));

    /// <summary>x * factor.</summary>
    public static Variable Scale(this Tape tape, Variable x, float factor) => tape.Record(new ScaleOperation(tape, x, factor));

    /// <summary>x repeated to a larger shape over which it spreads as in <see cref="Add"/>, such as a class token to a batch.</summary>
    public static Variable Expand(this Tape tape, Variable x, params ReadOnlySpan<int> shape) =>
        tape.Record(new ExpandOperation(tape, x, shape));
}

/// <summary>a + sign * b with b spread over a.</summary>
internal sealed class AddOperation : Operation
{
    private readonly Variable _a, _b;
    private readonly float _sign;
    private readonly BroadcastPattern _pattern;
    private readonly Action<int, int> _forward, _backwardA, _backwardB;
    private bool _adds;

    public AddOperation(Tape tape, Variable a, Variable b, float sign) : base(tape, a.Shape, a, b)
    {
        (_a, _b, _sign) = (a, b, sign);
        _pattern = BroadcastPattern.Of(sign < 0 ? "Subtract" : "Add", a.Shape, b.Shape);
        var (outer, middle, inner) = _pattern;
        _forward = (from, to) => Broadcasting.Add(_a.Span, _b.Span, _sign, middle, inner, Output.Span, from, to);
        _backwardA = (from, to) => Broadcasting.AddOrSet(Output.GradientSpan[from..to], 1, _adds, _a.GradientSpan[from..to]);
        _backwardB = HasOneShape
            ? (from, to) => Broadcasting.AddOrSet(Output.GradientSpan[from..to], _sign, _adds, _b.GradientSpan[from..to])
            : (from, to) => Broadcasting.SumBack(Output.GradientSpan, _sign, outer, middle, inner, _b.GradientSpan, from, to);
    }

    private bool HasOneShape => _pattern is { Outer: 1, Inner: 1 };

    public override void Forward() => Parallelism.ForRanges(_pattern.Length, Grain.Elements, _forward);

    public override void Backward()
    {
        if (_a.RequiresGradient)
        {
            _adds = _a.AddsToGradient();
            Parallelism.ForRanges(_pattern.Length, Grain.Elements, _backwardA);
        }
        if (_b.RequiresGradient)
        {
            _adds = !HasOneShape || _b.AddsToGradient();
            Parallelism.ForRanges(_pattern.Middle, Grain.Rows(_pattern.Outer * _pattern.Inner), _backwardB);
        }
    }

    protected override bool AsksToAdd(Variable input) => input == _a || HasOneShape;
}

/// <summary>a * b with b spread over a.</summary>
internal sealed class MultiplyOperation : Operation
{
    private readonly Variable _a, _b;
    private readonly BroadcastPattern _pattern;
    private readonly Action<int, int> _forward, _backwardA, _backwardB;

    public MultiplyOperation(Tape tape, Variable a, Variable b) : base(tape, a.Shape, a, b)
    {
        (_a, _b) = (a, b);
        _pattern = BroadcastPattern.Of("Multiply", a.Shape, b.Shape);
        var (outer, middle, inner) = _pattern;
        _forward = (from, to) => Broadcasting.Multiply(_a.Span, _b.Span, middle, inner, Output.Span, false, from, to);
        _backwardA = (from, to) => Broadcasting.Multiply(Output.GradientSpan, _b.Span, middle, inner, _a.GradientSpan, true, from, to);
        _backwardB = (from, to) => Broadcasting.DotBack(Output.GradientSpan, _a.Span, outer, middle, inner, _b.GradientSpan, from, to);
    }

    public override void Forward() => Parallelism.ForRanges(_pattern.Length, Grain.Elements, _forward);

    public override void Backward()
    {
        if (_a.RequiresGradient)
            Parallelism.ForRanges(_pattern.Length, Grain.Elements, _backwardA);
        if (_b.RequiresGradient)
            Parallelism.ForRanges(_pattern.Middle, Grain.Rows(_pattern.Outer * _pattern.Inner), _backwardB);
    }
}

/// <summary>x * factor.</summary>
internal sealed class ScaleOperation(Tape tape, Variable x, float factor) : Operation(tape, x.Shape, x)
{
    public override void Forward() => TensorPrimitives.Multiply(x.Span, factor, Output.Span);

    public override void Backward() => TensorPrimitives.MultiplyAdd(Output.GradientSpan, factor, x.GradientSpan, x.GradientSpan);
}

/// <summary>x spread over a larger shape.</summary>
internal sealed class ExpandOperation(Tape tape, Variable x, ReadOnlySpan<int> shape) : Operation(tape, shape, x)
{
    private readonly BroadcastPattern _pattern = BroadcastPattern.Of("Expand", shape, x.Shape);

    public override void Forward() => Broadcasting.Spread(x.Span, _pattern.Middle, _pattern.Inner, Output.Span, 0, Output.Length);

    public override void Backward() =>
        Broadcasting.SumBack(Output.GradientSpan, 1, _pattern.Outer, _pattern.Middle, _pattern.Inner, x.GradientSpan, 0, _pattern.Middle);
}
