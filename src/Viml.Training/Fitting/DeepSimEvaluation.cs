using System.Numerics.Tensors;
using Viml.Models.Music;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>Measures a DeepSim on pieces it was not trained on, as table 1 of Lee et al. 2020 does.</summary>
/// <param name="encoder">The trained network.</param>
/// <param name="seed">Decides which triplets and pairs are drawn.</param>
/// <param name="cancellation">Ends the evaluation.</param>
internal sealed class DeepSimEvaluation(DeepSimEncoder encoder, int seed, CancellationToken cancellation)
{
    private const int CodebookSize = 1024; // as in the paper
    private const int TypicalPairs = 20_000;

    /// <summary>
    /// The table: chance, the baseline and the network with all numbers, and the network with those of the dimension only.
    /// </summary>
    /// <param name="train">The pieces the baseline learns its codebook from.</param>
    /// <param name="test">The pieces that are compared.</param>
    /// <param name="count">Triplets of each dimension.</param>
    public TripletRow[] Table(PreparedSound[] train, PreparedSound[] test, int count)
    {
        var triplets = TripletSet.Draw([.. test.Select(clip => clip.Facets)], count, seed);
        var chance = PerDimension.From(dimension => triplets.Count(dimension) > 0 ? 0.5 : double.NaN);

        var words = SoundWords.Learn([.. train.SelectMany(MfccWindows)], PreparedSound.Coefficients, CodebookSize, seed);
        var histograms = Windows(test, clip => MfccWindows(clip).Select(window =>
        {
            var histogram = new float[words.Size];
            words.Count(window, histogram);
            return histogram;
        }));
        var wholeHistograms = Wholes(histograms, words.Size);
        foreach (var histogram in histograms.SelectMany(piece => piece)) SoundWords.Normalise(histogram);
        for (var piece = 0; piece < test.Length; piece++) SoundWords.Normalise(wholeHistograms.AsSpan(piece * words.Size, words.Size));

        var embeddings = Windows(test, clip => DeepSimTask.Encode(encoder, clip).Values.Chunk(DeepSim.Width));
        var wholeEmbeddings = Wholes(embeddings, DeepSim.Width);
        return
        [
            new("all", "chance", chance, 0.5),
            new("all", "mfcc-vq", triplets.Accuracy(wholeHistograms, words.Size, _ => (0, words.Size)), Track(histograms, words.Size)),
            new("all", "deepsim", triplets.Accuracy(wholeEmbeddings, DeepSim.Width, _ => (0, DeepSim.Width)),
                Track(embeddings, DeepSim.Width)),
            new("sub", "deepsim", triplets.Accuracy(wholeEmbeddings, DeepSim.Width, DeepSimTask.Mask), double.NaN),
        ];

        double Track(float[][][] pieces, int width) => TripletSet.TrackAccuracy(
            [.. pieces.Select(windows => windows.SelectMany(window => window).ToArray())], width, count, seed);
    }

    /// <summary>The mean distance of two pieces at random, by dimension.</summary>
    public PerDimension TypicalDistance(PreparedSound[] pieces)
    {
        var random = new Random(seed);
        var wholes = pieces.Select(clip => DeepSimEncoder.WholeOf(DeepSimTask.Encode(encoder, clip))).ToArray();
        var pairs = Enumerable.Range(0, TypicalPairs)
            .Select(_ => (A: random.Next(wholes.Length), Apart: 1 + random.Next(wholes.Length - 1))).ToArray();
        return PerDimension.From(dimension =>
        {
            var (start, width) = DeepSimTask.Mask(dimension);
            var mean = pairs.Average(pair => (double)TensorPrimitives.Distance<float>(
                wholes[pair.A].AsSpan(start, width), wholes[(pair.A + pair.Apart) % wholes.Length].AsSpan(start, width)));
            return Math.Max(mean, 1e-6); // a dimension that was never trained may be all zero
        });
    }

    /// <summary>A vector of each window of each piece.</summary>
    private float[][][] Windows(PreparedSound[] pieces, Func<PreparedSound, IEnumerable<float[]>> encode) => [.. pieces.Select(piece =>
    {
        cancellation.ThrowIfCancellationRequested();
        return encode(piece).ToArray();
    })];

    /// <summary>The mean over the windows of each piece, <c>[pieces, width]</c>.</summary>
    private static float[] Wholes(float[][][] pieces, int width)
    {
        var wholes = new float[pieces.Length * width];
        for (var piece = 0; piece < pieces.Length; piece++)
        {
            var whole = wholes.AsSpan(piece * width, width);
            foreach (var window in pieces[piece]) TensorPrimitives.Add(whole, window, whole);
            TensorPrimitives.Divide(whole, pieces[piece].Length, whole);
        }
        return wholes;
    }

    private static IEnumerable<float[]> MfccWindows(PreparedSound clip) => clip.Mfcc.Values.Chunk(clip.Mfcc.Width);
}
