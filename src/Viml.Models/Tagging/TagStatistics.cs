namespace Viml.Models.Tagging;

/// <summary>How a tagger's probabilities are spread over some recordings, as log-odds.</summary>
/// <param name="Means">The mean of each tag.</param>
/// <param name="Deviations">The standard deviation of each tag.</param>
/// <param name="Recordings">How many recordings were measured.</param>
public sealed record TagStatistics(IReadOnlyList<float> Means, IReadOnlyList<float> Deviations, int Recordings)
{
    private const float Least = 1e-6f; // of a probability

    /// <summary>Measures recordings.</summary>
    /// <param name="probabilities">The probability of every tag, for each recording. At least one.</param>
    /// <exception cref="ArgumentException">There are none, or their numbers of tags differ.</exception>
    public static TagStatistics Of(IReadOnlyCollection<float[]> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Count == 0) throw new ArgumentException("Expected the tags of at least one track.", nameof(probabilities));
        var tags = probabilities.First().Length;
        var (sums, squares, odds) = (new double[tags], new double[tags], new float[tags]);
        foreach (var track in probabilities)
        {
            if (track.Length != tags)
                throw new ArgumentException($"Expected {tags} tags for every track, found {track.Length}.", nameof(probabilities));
            LogOdds(track, odds);
            for (var tag = 0; tag < tags; tag++)
            {
                sums[tag] += odds[tag];
                squares[tag] += (double)odds[tag] * odds[tag];
            }
        }
        var means = sums.Select(sum => sum / probabilities.Count).ToArray();
        var variances = squares.Select((square, tag) => Math.Max(0, square / probabilities.Count - means[tag] * means[tag]));
        return new TagStatistics(
            [.. means.Select(mean => (float)mean)], [.. variances.Select(variance => (float)Math.Sqrt(variance))], probabilities.Count);
    }

    /// <summary>The statistics of these recordings and some others, as if there were <paramref name="count"/> of the others.</summary>
    /// <exception cref="ArgumentException">The others have another number of tags.</exception>
    public TagStatistics With(TagStatistics others, int count)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (others.Means.Count != Means.Count || others.Deviations.Count != Means.Count)
            throw new ArgumentException($"Expected {Means.Count} tags, found {others.Means.Count}.", nameof(others));
        var (means, deviations) = (new float[Means.Count], new float[Means.Count]);
        var share = (double)count / Math.Max(1, count + Recordings);
        for (var tag = 0; tag < means.Length; tag++)
        {
            var mean = (1 - share) * Means[tag] + share * others.Means[tag];
            var variance = (1 - share) * Second(Means[tag], Deviations[tag]) + share * Second(others.Means[tag], others.Deviations[tag])
                - mean * mean;
            (means[tag], deviations[tag]) = ((float)mean, (float)Math.Sqrt(Math.Max(0, variance)));
        }
        return new TagStatistics(means, deviations, Recordings + count);
    }

    /// <summary>The logarithm of p / (1 - p) of each probability, which is kept a little away from 0 and 1.</summary>
    internal static void LogOdds(ReadOnlySpan<float> probabilities, Span<float> odds)
    {
        for (var tag = 0; tag < probabilities.Length; tag++)
        {
            var bounded = Math.Clamp(probabilities[tag], Least, 1 - Least);
            odds[tag] = MathF.Log(bounded / (1 - bounded));
        }
    }

    private static double Second(double mean, double deviation) => mean * mean + deviation * deviation;
}
