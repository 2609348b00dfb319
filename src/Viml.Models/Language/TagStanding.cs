using System.Numerics.Tensors;

namespace Viml.Models.Language;

/// <summary>
/// How the tags of a track stand out from those of a library: the log-odds of each tag, standardised over the tracks and bounded to
/// -1..1, so that a tag the tagger is shy about counts as much as one it gives to everything. Immutable, thread-safe.
/// </summary>
public sealed class TagStanding
{
    private const float Least = 1e-6f; // of a probability

    private readonly float[] _means;
    private readonly float[] _deviations;

    private TagStanding(float[] means, float[] deviations) => (_means, _deviations) = (means, deviations);

    /// <summary>Measures a library.</summary>
    /// <param name="probabilities">The probability of every tag, for each track. At least one track.</param>
    public static TagStanding Of(IReadOnlyCollection<float[]> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Count == 0) throw new ArgumentException("Expected the tags of at least one track.", nameof(probabilities));
        var count = probabilities.First().Length;
        var (sums, squares) = (new double[count], new double[count]);
        foreach (var track in probabilities)
        {
            if (track.Length != count)
                throw new ArgumentException($"Expected {count} tags for every track, found {track.Length}.", nameof(probabilities));
            for (var tag = 0; tag < count; tag++)
            {
                var odds = LogOdds(track[tag]);
                sums[tag] += odds;
                squares[tag] += (double)odds * odds;
            }
        }
        var means = sums.Select(sum => sum / probabilities.Count).ToArray();
        var deviations = squares.Select((square, tag) => Math.Sqrt(Math.Max(0, square / probabilities.Count - means[tag] * means[tag])));
        return new TagStanding([.. means.Select(mean => (float)mean)], [.. deviations.Select(deviation => (float)deviation)]);
    }

    /// <summary>Fills <paramref name="standing"/>, one number per tag: 0 where the track has it as the average track does.</summary>
    public void Fill(ReadOnlySpan<float> probabilities, Span<float> standing)
    {
        for (var tag = 0; tag < _means.Length; tag++)
            standing[tag] = _deviations[tag] < 1e-4f ? 0 : (LogOdds(probabilities[tag]) - _means[tag]) / _deviations[tag] / 2;
        TensorPrimitives.Tanh(standing[.._means.Length], standing);
    }

    private static float LogOdds(float probability)
    {
        var bounded = Math.Clamp(probability, Least, 1 - Least);
        return MathF.Log(bounded / (1 - bounded));
    }
}
