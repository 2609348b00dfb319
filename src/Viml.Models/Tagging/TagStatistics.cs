using System.Numerics.Tensors;

namespace Viml.Models.Tagging;

/// <summary>How a tagger's probabilities are spread over some recordings, as log-odds.</summary>
/// <param name="Means">The mean of each tag.</param>
/// <param name="Deviations">The standard deviation of each tag.</param>
/// <param name="Recordings">How many recordings were measured.</param>
public sealed record TagStatistics(IReadOnlyList<float> Means, IReadOnlyList<float> Deviations, int Recordings)
{
    private const float Least = 1e-6f; // of a probability
    private const float LeastDeviation = 1e-4f;

    /// <summary>
    /// How the tags stand out together, [tags, tags]: the covariances of their log-odds, standardised, halved and bounded by tanh; empty
    /// where that was not measured.
    /// </summary>
    public IReadOnlyList<float> Covariances { get; init; } = [];

    /// <summary>Measures recordings, covariances included.</summary>
    /// <param name="probabilities">The probability of every tag, for each recording. At least one.</param>
    /// <exception cref="ArgumentException">There are none, or their numbers of tags differ.</exception>
    public static TagStatistics Of(IReadOnlyCollection<float[]> probabilities)
    {
        var statistics = WithoutCovariances(probabilities);
        return statistics with { Covariances = statistics.CovariancesOf(probabilities) };
    }

    /// <summary>Measures means and deviations only, which is much quicker.</summary>
    internal static TagStatistics WithoutCovariances(IReadOnlyCollection<float[]> probabilities)
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

    /// <summary>The means and deviations of these recordings and some others, as if there were <paramref name="count"/> others.</summary>
    /// <exception cref="ArgumentException">The others have another number of tags.</exception>
    public TagStatistics With(TagStatistics others, int count)
    {
        ArgumentNullException.ThrowIfNull(others);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (others.Means.Count != Means.Count || others.Deviations.Count != Means.Count)
            throw new ArgumentException($"Expected {Means.Count} tags, found {others.Means.Count}.", nameof(others));
        var (means, deviations) = (new float[Means.Count], new float[Means.Count]);
        var share = (double)count / Math.Max(1, (long)count + Recordings);
        for (var tag = 0; tag < means.Length; tag++)
        {
            var mean = (1 - share) * Means[tag] + share * others.Means[tag];
            var variance = (1 - share) * Second(Means[tag], Deviations[tag]) + share * Second(others.Means[tag], others.Deviations[tag])
                - mean * mean;
            (means[tag], deviations[tag]) = ((float)mean, (float)Math.Sqrt(Math.Max(0, variance)));
        }
        return new TagStatistics(means, deviations, Recordings + count);
    }

    /// <summary>The standard deviation of the product of weights, one per tag, with how the tags stand out. Needs covariances.</summary>
    public float SpreadOf(ReadOnlySpan<float> weights)
    {
        if (Covariances.Count != weights.Length * weights.Length)
            throw new ArgumentException(
                $"Expected covariances of {weights.Length} tags, found {Covariances.Count} numbers.", nameof(weights));
        var variance = 0.0;
        for (var row = 0; row < weights.Length; row++)
            for (var column = 0; weights[row] != 0 && column < weights.Length; column++)
                variance += (double)weights[row] * weights[column] * Covariances[row * weights.Length + column];
        return (float)Math.Sqrt(Math.Max(0, variance));
    }

    /// <summary>How the tags of a track stand out: log-odds, standardised, halved and bounded to -1..1; 0 where all are alike.</summary>
    internal void Stand(ReadOnlySpan<float> probabilities, Span<float> standing)
    {
        LogOdds(probabilities, standing);
        for (var tag = 0; tag < standing.Length; tag++)
            standing[tag] = Deviations[tag] < LeastDeviation ? 0 : (standing[tag] - Means[tag]) / Deviations[tag] / 2;
        TensorPrimitives.Tanh(standing, standing);
    }

    private float[] CovariancesOf(IReadOnlyCollection<float[]> probabilities)
    {
        var tags = Means.Count;
        var standings = probabilities.Select(track =>
        {
            var standing = new float[tags];
            Stand(track, standing);
            return standing;
        }).ToList();
        var mean = new float[tags];
        foreach (var standing in standings)
            TensorPrimitives.MultiplyAdd(standing, 1f / standings.Count, mean, mean);
        var covariances = new float[tags * tags];
        foreach (var standing in standings)
        {
            TensorPrimitives.Subtract(standing, mean, standing);
            for (var row = 0; row < tags; row++)
            {
                var line = covariances.AsSpan(row * tags, tags);
                TensorPrimitives.MultiplyAdd(standing, standing[row] / standings.Count, line, line);
            }
        }
        return covariances;
    }

    /// <summary>The logarithm of p / (1 - p) of each probability, which is kept a little away from 0 and 1.</summary>
    private static void LogOdds(ReadOnlySpan<float> probabilities, Span<float> odds)
    {
        Span<float> rest = probabilities.Length <= 128 ? stackalloc float[probabilities.Length] : new float[probabilities.Length];
        TensorPrimitives.Max(probabilities, Least, odds);
        TensorPrimitives.Min(odds, 1 - Least, odds);
        TensorPrimitives.Subtract(1, odds, rest);
        TensorPrimitives.Divide(odds, rest, odds);
        TensorPrimitives.Log(odds, odds);
    }

    private static double Second(double mean, double deviation) => mean * mean + deviation * deviation;
}
