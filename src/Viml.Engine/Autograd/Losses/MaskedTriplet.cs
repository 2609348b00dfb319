using System.Numerics.Tensors;

namespace Viml.Engine.Autograd;

/// <summary>A comparison of three rows of a matrix within some of its columns.</summary>
/// <param name="Anchor">The row the others are compared with.</param>
/// <param name="Positive">The row that ought to be nearer.</param>
/// <param name="Negative">The row that ought to be further away.</param>
/// <param name="Start">The first column compared.</param>
/// <param name="Width">Columns compared; 0 for an entry that is not used.</param>
public readonly record struct TripletRows(int Anchor, int Positive, int Negative, int Start, int Width);

public static partial class TapeOperations
{
    /// <summary>
    /// The mean over the triplets of max(0, |a - p| - |a - n| + margin), with Euclidean distances between rows of x [rows, width] in the
    /// columns that each triplet names: the conditional triplet loss with fixed masks of Veit et al. 2017 and Lee et al. 2020. Entries of
    /// width 0 are left out; without any other the loss is 0.
    /// </summary>
    /// <param name="tape">Records the loss.</param>
    /// <param name="x">The rows.</param>
    /// <param name="triplets">Read in each run, so that a replayed step can have others.</param>
    /// <param name="margin">How much nearer the positive ought to be.</param>
    public static Variable MaskedTriplet(this Tape tape, Variable x, ReadOnlyMemory<TripletRows> triplets, float margin)
    {
        ShapeCheck.Rank("MaskedTriplet", x, 2, "[rows, width]");
        return tape.Record(new MaskedTripletOperation(tape, x, triplets, margin));
    }
}

/// <summary>The hinge on distances within columns.</summary>
internal sealed class MaskedTripletOperation(Tape tape, Variable x, ReadOnlyMemory<TripletRows> triplets, float margin) : Operation(tape,
    [], x)
{
    // Rows that are equal have no direction to move in.
    private const float SmallestDistance = 1e-6f;

    private readonly int _rows = x.Size(0), _width = x.Size(1);
    private readonly (float Positive, float Negative)[] _distances = new (float, float)[triplets.Length];
    private readonly float[] _difference = new float[x.Size(1)];
    private int _used;

    public override void Forward()
    {
        var sum = 0.0;
        _used = 0;
        var entries = triplets.Span;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Width == 0)
                continue;
            Check(entries[i]);
            _used++;
            _distances[i] = (Distance(entries[i], entries[i].Positive), Distance(entries[i], entries[i].Negative));
            sum += Math.Max(0, _distances[i].Positive - _distances[i].Negative + margin);
        }

        Output.Span[0] = _used == 0 ? 0 : (float)(sum / _used);
    }

    public override void Backward()
    {
        var factor = Output.GradientSpan[0] / Math.Max(1, _used);
        var entries = triplets.Span;
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Width == 0 || _distances[i].Positive - _distances[i].Negative + margin <= 0)
                continue;
            Pull(entries[i], entries[i].Positive, _distances[i].Positive, factor);
            Pull(entries[i], entries[i].Negative, _distances[i].Negative, -factor);
        }
    }

    private float Distance(TripletRows triplet, int other) =>
        TensorPrimitives.Distance<float>(Part(x.Span, triplet, triplet.Anchor), Part(x.Span, triplet, other));

    /// <summary>Adds the gradient of factor * |anchor - other|.</summary>
    private void Pull(TripletRows triplet, int other, float distance, float factor)
    {
        if (distance < SmallestDistance)
            return;
        var difference = _difference.AsSpan(0, triplet.Width);
        TensorPrimitives.Subtract<float>(Part(x.Span, triplet, triplet.Anchor), Part(x.Span, triplet, other), difference);
        var anchor = Part(x.GradientSpan, triplet, triplet.Anchor);
        var target = Part(x.GradientSpan, triplet, other);
        TensorPrimitives.MultiplyAdd(difference, factor / distance, anchor, anchor);
        TensorPrimitives.MultiplyAdd(difference, -factor / distance, target, target);
    }

    private Span<float> Part(Span<float> matrix, TripletRows triplet, int row) => matrix.Slice(row * _width + triplet.Start, triplet.Width);

    private void Check(TripletRows triplet)
    {
        var isInside = triplet.Anchor >= 0 && triplet.Anchor < _rows && triplet.Positive >= 0 && triplet.Positive < _rows
            && triplet.Negative >= 0
            && triplet.Negative < _rows && triplet.Start >= 0 && triplet.Width >= 0 && triplet.Width <= _width - triplet.Start;
        if (!isInside)
            throw new ArgumentOutOfRangeException(nameof(triplet), $"MaskedTriplet: {triplet} is not in {x.Value.ShapeText}.");
    }
}
