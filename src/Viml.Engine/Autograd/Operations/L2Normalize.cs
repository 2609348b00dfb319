using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>x / |x| over the last axis. Vectors shorter than 1e-12 are divided by 1e-12, so zero stays zero.</summary>
    public static Variable L2Normalize(this Tape tape, Variable x) => tape.Record(new L2NormalizeOperation(tape, x));
}

/// <summary>Every row scaled to unit length.</summary>
internal sealed class L2NormalizeOperation : Operation
{
    private const float Epsilon = 1e-12f;

    private readonly Variable _x;
    private readonly int _width;
    private readonly float[] _inverse;
    private readonly Action<int, int> _forward, _backward;

    public L2NormalizeOperation(Tape tape, Variable x) : base(tape, x.Shape, x)
    {
        (_x, _width) = (x, ShapeCheck.Width(x));
        _inverse = new float[ShapeCheck.Rows(x)];
        _forward = (from, to) =>
        {
            var range = (from * _width)..(to * _width);
            Rows.Normalize(_x.Span[range], _width, Epsilon, Output.Span[range], _inverse.AsSpan(from..to));
        };
        _backward = (from, to) =>
        {
            var range = (from * _width)..(to * _width);
            Rows.NormalizeGradient(
                Output.Span[range], _inverse.AsSpan(from..to), Output.GradientSpan[range], _width, _x.GradientSpan[range]);
        };
    }

    public override void Forward() => Parallelism.ForRanges(_inverse.Length, Grain.Rows(_width), _forward);

    public override void Backward() => Parallelism.ForRanges(_inverse.Length, Grain.Rows(_width), _backward);
}
