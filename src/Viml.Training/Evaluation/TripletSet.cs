using System.Numerics.Tensors;
using Viml.Models.Music;

namespace Viml.Training.Evaluation;

/// <summary>
/// Questions "is the anchor nearer to the positive than to the negative?" about pieces, for each dimension, and the share of them that
/// distances answer right: the measure of Lee et al. 2020, section 4.1.
/// </summary>
internal sealed class TripletSet
{
    private readonly (int Anchor, int Positive, int Negative)[][] _byDimension;

    private TripletSet((int, int, int)[][] byDimension) => _byDimension = byDimension;

    /// <summary>
    /// Draws triplets among pieces: an anchor, one of those that are alike, one of those that are not, each at random. A dimension in which
    /// no piece has both has no triplets.
    /// </summary>
    /// <param name="pieces">The pieces.</param>
    /// <param name="count">Triplets of each dimension.</param>
    /// <param name="seed">Decides which.</param>
    public static TripletSet Draw(IReadOnlyList<MusicFacets> pieces, int count, int seed) =>
        new([.. PerDimension.Dimensions.Select(dimension => Draw(pieces, dimension, count, new Random(seed + (int)dimension)))]);

    /// <summary>How many triplets there are of a dimension.</summary>
    public int Count(MusicDimension dimension) => _byDimension[(int)dimension].Length;

    /// <summary>The share of triplets in which the positive is nearer, NaN where there are none. Equal distances count half.</summary>
    /// <param name="pieces">A vector of each piece, row-major.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="part">The first column compared in a dimension, and how many.</param>
    public PerDimension Accuracy(float[] pieces, int width, Func<MusicDimension, (int Start, int Width)> part) =>
        PerDimension.From(dimension =>
    {
        var triplets = _byDimension[(int)dimension];
        var (start, columns) = part(dimension);
        return triplets.Length == 0 ? double.NaN : triplets.Average(triplet => Answer(
            pieces.AsSpan(triplet.Anchor * width + start, columns), pieces.AsSpan(triplet.Positive * width + start, columns),
            pieces.AsSpan(triplet.Negative * width + start, columns)));
    });

    /// <summary>
    /// The share of triplets right in which anchor and positive are windows of one piece and the negative is a window of another; NaN where
    /// no piece has two windows or there is only one.
    /// </summary>
    /// <param name="pieces">The vectors of each piece's windows, row-major.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="count">Triplets.</param>
    /// <param name="seed">Decides which.</param>
    public static double TrackAccuracy(IReadOnlyList<float[]> pieces, int width, int count, int seed)
    {
        var anchors = Enumerable.Range(0, pieces.Count).Where(piece => pieces[piece].Length >= 2 * width).ToArray();
        if (anchors.Length == 0 || pieces.Count < 2) return double.NaN;
        var random = new Random(seed);
        var right = 0.0;
        for (var i = 0; i < count; i++)
        {
            var piece = anchors[random.Next(anchors.Length)];
            var other = (piece + 1 + random.Next(pieces.Count - 1)) % pieces.Count;
            var windows = pieces[piece].Length / width;
            var (anchor, apart) = (random.Next(windows), 1 + random.Next(windows - 1));
            right += Answer(Window(piece, anchor), Window(piece, (anchor + apart) % windows),
                Window(other, random.Next(pieces[other].Length / width)));
        }
        return right / count;

        ReadOnlySpan<float> Window(int piece, int window) => pieces[piece].AsSpan(window * width, width);
    }

    private static double Answer(ReadOnlySpan<float> anchor, ReadOnlySpan<float> positive, ReadOnlySpan<float> negative)
    {
        var (near, far) = (TensorPrimitives.Distance(anchor, positive), TensorPrimitives.Distance(anchor, negative));
        return near < far ? 1 : near == far ? 0.5 : 0;
    }

    private static (int, int, int)[] Draw(IReadOnlyList<MusicFacets> pieces, MusicDimension dimension, int count, Random random)
    {
        var alike = new int[pieces.Count][];
        var unlike = new int[pieces.Count][];
        Viml.Engine.Kernels.Parallelism.For(pieces.Count, anchor =>
        {
            var relations = pieces.Select((piece, i) => i == anchor ? null : MusicFacets.AreAlike(pieces[anchor], piece,
                dimension)).ToArray();
            alike[anchor] = [.. Enumerable.Range(0, pieces.Count).Where(i => relations[i] == true)];
            unlike[anchor] = [.. Enumerable.Range(0, pieces.Count).Where(i => relations[i] == false)];
        });
        var anchors = Enumerable.Range(0, pieces.Count).Where(i => alike[i].Length > 0 && unlike[i].Length > 0).ToArray();
        if (anchors.Length == 0) return [];
        var triplets = new (int, int, int)[count];
        for (var i = 0; i < count; i++)
        {
            var anchor = anchors[random.Next(anchors.Length)];
            triplets[i] = (anchor, alike[anchor][random.Next(alike[anchor].Length)], unlike[anchor][random.Next(unlike[anchor].Length)]);
        }
        return triplets;
    }
}
