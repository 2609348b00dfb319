using System.Numerics.Tensors;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>The mean over all elements of (x - target)^2, for two variables of equal shape.</summary>
    public static Variable MeanSquaredError(this Tape tape, Variable x, Variable target)
    {
        ShapeCheck.That(
            x.Shape.SequenceEqual(target.Shape) && x.Length > 0, "MeanSquaredError", x, target, "they must be equal and not empty");
        return tape.Record(new MeanSquaredErrorOperation(tape, x, target));
    }
}

/// <summary>Mean of squared differences.</summary>
internal sealed class MeanSquaredErrorOperation(Tape tape, Variable x, Variable target) : Operation(tape, [], x, target)
{
    private readonly float[] _difference = new float[x.Length];

    public override void Forward()
    {
        TensorPrimitives.Subtract(x.Span, target.Span, _difference);
        Output.Span[0] = TensorPrimitives.SumOfSquares<float>(_difference) / _difference.Length;
    }

    public override void Backward()
    {
        var factor = 2 * Output.GradientSpan[0] / _difference.Length;
        if (x.RequiresGradient)
            TensorPrimitives.MultiplyAdd(_difference, factor, x.GradientSpan, x.GradientSpan);
        if (target.RequiresGradient)
            TensorPrimitives.MultiplyAdd(_difference, -factor, target.GradientSpan, target.GradientSpan);
    }
}
