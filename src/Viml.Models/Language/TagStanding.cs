using System.Numerics.Tensors;
using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>
/// How the tags of a track stand out from those of a library: the log-odds of each tag, standardised over the tracks and bounded to
/// -1..1, so that a tag the tagger is shy about counts as much as one it gives to everything. Immutable, thread-safe.
/// </summary>
public sealed class TagStanding
{
    private const int BackgroundTracks = 50; // what the background counts beside the tracks of the library
    private const float LeastDeviation = 1e-4f;

    private readonly float[] _means;
    private readonly float[] _scales; // 1 / (2 deviation); 0 for a tag that all tracks have alike

    private TagStanding(TagStatistics statistics)
    {
        _means = [.. statistics.Means];
        _scales = [.. statistics.Deviations.Select(deviation => deviation < LeastDeviation ? 0 : 0.5f / deviation)];
    }

    /// <summary>Measures a library.</summary>
    /// <param name="probabilities">The probability of every tag, for each track. At least one track.</param>
    /// <param name="background">
    /// The tags of music in general, which counts as fifty tracks more: in a library of classical music alone, nothing stands out as techno.
    /// Null compares the tracks with each other only.
    /// </param>
    public static TagStanding Of(IReadOnlyCollection<float[]> probabilities, TagStatistics? background = null)
    {
        var library = TagStatistics.Of(probabilities);
        return new TagStanding(background is null ? library : library.With(background, BackgroundTracks));
    }

    /// <summary>Fills <paramref name="standing"/>, one number per tag: 0 where the track has it as the average track does.</summary>
    public void Fill(ReadOnlySpan<float> probabilities, Span<float> standing)
    {
        standing = standing[.._means.Length];
        TagStatistics.LogOdds(probabilities[.._means.Length], standing);
        TensorPrimitives.Subtract(standing, _means, standing);
        TensorPrimitives.Multiply(standing, _scales, standing);
        TensorPrimitives.Tanh(standing, standing);
    }
}
