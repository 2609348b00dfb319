using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>Layer normalisation over the last axis (Ba, Kiros, Hinton 2016), times scale [width] plus shift [width].</summary>
    public static Variable LayerNorm(this Tape tape, Variable x, Variable scale, Variable shift, float epsilon = 1e-5f)
    {
        ShapeCheck.That(x.Rank >= 1 && scale.Rank == 1 && scale.Length == x.Size(-1), "LayerNorm", x, scale, "the scale must be [width]");
        ShapeCheck.That(shift.Shape.SequenceEqual(scale.Shape), "LayerNorm", scale, shift, "scale and shift must be equal");
        return tape.Record(new LayerNormOperation(tape, x, scale, shift, epsilon));
    }
}

/// <summary>Every row brought to mean 0 and variance 1, then scaled and shifted.</summary>
internal sealed class LayerNormOperation : Operation
{
    private readonly Variable _x, _scale, _shift;
    private readonly int _rows, _width;
    private readonly float[] _means, _factors;
    private readonly Action<int, int> _forward, _backwardInput, _backwardParameters;
    private bool _adds;

    public LayerNormOperation(Tape tape, Variable x, Variable scale, Variable shift, float epsilon) : base(tape, x.Shape, x, scale, shift)
    {
        (_x, _scale, _shift) = (x, scale, shift);
        (_rows, _width) = (ShapeCheck.Rows(x), ShapeCheck.Width(x));
        (_means, _factors) = (new float[_rows], new float[_rows]);
        _forward = (from, to) =>
        {
            var range = (from * _width)..(to * _width);
            LayerNormalization.Forward(
                _x.Span[range], _scale.Span, _shift.Span, epsilon, Output.Span[range], _means.AsSpan(from..to), _factors.AsSpan(from..to));
        };
        _backwardInput = (from, to) =>
        {
            var range = (from * _width)..(to * _width);
            LayerNormalization.InputGradient(
                _x.Span[range], _scale.Span, _means.AsSpan(from..to), _factors.AsSpan(from..to), Output.GradientSpan[range],
                _adds, _x.GradientSpan[range]);
        };
        _backwardParameters = (from, to) => LayerNormalization.ParameterGradient(
            _x.Span, _width, _means, _factors, Output.GradientSpan,
            _scale.RequiresGradient ? _scale.GradientSpan : default, _shift.RequiresGradient ? _shift.GradientSpan : default, from, to);
    }

    public override void Forward() => Parallelism.ForRanges(_rows, Grain.Rows(_width), _forward);

    public override void Backward()
    {
        if (_x.RequiresGradient)
        {
            _adds = _x.AddsToGradient();
            Parallelism.ForRanges(_rows, Grain.Rows(_width), _backwardInput);
        }
        if (_scale.RequiresGradient || _shift.RequiresGradient)
            Parallelism.ForRanges(_width, Math.Max(16, Grain.Rows(_rows)), _backwardParameters);
    }

    protected override bool AsksToAdd(Variable input) => input == _x;
}
