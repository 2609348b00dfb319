using Viml.Engine.Tensors;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// The mean over all elements of weight * -(t log sigmoid(x) + (1 - t) log(1 - sigmoid(x))), computed without overflow for any logit.
    /// Targets and weights have the shape of the logits and are read again by every replay; a weight of 0 leaves an element out of the
    /// sum, but the mean still divides by the number of all elements.
    /// </summary>
    public static Variable BinaryCrossEntropyWithLogits(this Tape tape, Variable logits, Tensor targets, Tensor? weights = null)
    {
        foreach (var tensor in new[] { targets, weights })
            if (tensor is not null && !tensor.Shape.SequenceEqual(logits.Shape))
                throw new ArgumentException(
                    $"BinaryCrossEntropyWithLogits: shapes {logits.Value.ShapeText} and {tensor.ShapeText} must be equal.");
        if (logits.Length == 0)
            throw new ArgumentException("BinaryCrossEntropyWithLogits: there are no elements.", nameof(logits));
        return tape.Record(new BinaryCrossEntropyOperation(tape, logits, targets, weights));
    }
}

/// <summary>Mean weighted binary cross-entropy.</summary>
internal sealed class BinaryCrossEntropyOperation(Tape tape, Variable logits, Tensor targets, Tensor? weights) : Operation(tape, [], logits)
{
    public override void Forward()
    {
        var sum = 0.0;
        var x = logits.Span;
        for (var i = 0; i < x.Length; i++)
        {
            // max(x, 0) - x t + log(1 + exp(-|x|)) is the same and never overflows.
            double value = x[i];
            var loss = Math.Max(value, 0) - value * targets.Span[i] + Math.Log(1 + Math.Exp(-Math.Abs(value)));
            sum += weights is null ? loss : weights.Span[i] * loss;
        }

        Output.Span[0] = (float)(sum / x.Length);
    }

    public override void Backward()
    {
        var x = logits.Span;
        var dx = logits.GradientSpan;
        var factor = Output.GradientSpan[0] / x.Length;
        for (var i = 0; i < x.Length; i++)
            dx[i] += factor * (weights is null ? 1 : weights.Span[i]) * (1 / (1 + MathF.Exp(-x[i])) - targets.Span[i]);
    }
}
