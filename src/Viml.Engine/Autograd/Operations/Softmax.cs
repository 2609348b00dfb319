using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>Softmax over the last axis. A row of minus infinities becomes zeros.</summary>
    public static Variable Softmax(this Tape tape, Variable x) => tape.Record(new SoftmaxOperation(tape, x));
}

/// <summary>exp(x) / sum(exp(x)) of every row.</summary>
internal sealed class SoftmaxOperation : Operation
{
    private readonly Variable _x;
    private readonly int _rows, _width;
    private readonly Action<int, int> _forward, _backward;

    public SoftmaxOperation(Tape tape, Variable x) : base(tape, x.Shape, x)
    {
        (_x, _rows, _width) = (x, ShapeCheck.Rows(x), ShapeCheck.Width(x));
        _forward = (from, to) => Rows.Softmax(_x.Span[(from * _width)..(to * _width)], _width, Output.Span[(from * _width)..(to * _width)]);
        _backward = (from, to) =>
        {
            var range = (from * _width)..(to * _width);
            Rows.SoftmaxGradient(Output.Span[range], Output.GradientSpan[range], _width, _x.GradientSpan[range]);
        };
    }

    public override void Forward() => Parallelism.ForRanges(_rows, Grain.Rows(4 * _width), _forward);

    public override void Backward() => Parallelism.ForRanges(_rows, Grain.Rows(_width), _backward);
}
