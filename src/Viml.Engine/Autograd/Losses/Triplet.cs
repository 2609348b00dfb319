using System.Numerics.Tensors;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// The mean over the batch of max(0, margin - cos(anchor, positive) + cos(anchor, negative)), for three variables [batch, width]: the
    /// hinge on cosine similarity of Prétet et al. 2021 and Hong et al. 2018. Vectors need not be of unit length.
    /// </summary>
    public static Variable Triplet(this Tape tape, Variable anchor, Variable positive, Variable negative, float margin)
    {
        ShapeCheck.Rank("Triplet", anchor, 2, "[batch, width]");
        ShapeCheck.That(
            anchor.Shape.SequenceEqual(positive.Shape) && anchor.Size(0) > 0, "Triplet", anchor, positive,
            "they must be equal and not empty");
        ShapeCheck.That(anchor.Shape.SequenceEqual(negative.Shape), "Triplet", anchor, negative, "they must be equal");
        return tape.Record(
            new TripletOperation(tape, tape.L2Normalize(anchor), tape.L2Normalize(positive), tape.L2Normalize(negative), margin));
    }
}

/// <summary>The hinge on similarities of unit vectors.</summary>
internal sealed class TripletOperation(Tape tape, Variable anchor, Variable positive, Variable negative, float margin)
    : Operation(tape, [], anchor, positive, negative)
{
    private readonly int _width = anchor.Size(1);
    private readonly bool[] _violated = new bool[anchor.Size(0)];

    public override void Forward()
    {
        var sum = 0.0;
        for (var row = 0; row < _violated.Length; row++)
        {
            var a = Row(anchor.Span, row);
            var hinge = margin - TensorPrimitives.Dot<float>(a, Row(positive.Span, row)) + TensorPrimitives.Dot<float>(
                a, Row(negative.Span, row));
            _violated[row] = hinge > 0;
            sum += Math.Max(hinge, 0);
        }

        Output.Span[0] = (float)(sum / _violated.Length);
    }

    public override void Backward()
    {
        var factor = Output.GradientSpan[0] / _violated.Length;
        for (var row = 0; row < _violated.Length; row++)
        {
            if (!_violated[row])
                continue;
            Add(anchor, row, negative.Span, factor);
            Add(anchor, row, positive.Span, -factor);
            Add(positive, row, anchor.Span, -factor);
            Add(negative, row, anchor.Span, factor);
        }
    }

    private Span<float> Row(Span<float> matrix, int row) => matrix.Slice(row * _width, _width);

    private void Add(Variable variable, int row, Span<float> values, float factor)
    {
        if (!variable.RequiresGradient)
            return;
        var target = Row(variable.GradientSpan, row);
        TensorPrimitives.MultiplyAdd(Row(values, row), factor, target, target);
    }
}
