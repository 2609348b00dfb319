using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>
/// How the tags of a track stand out from those of a library: the log-odds of each tag, standardised over the tracks and bounded to
/// -1..1, so that a tag the tagger is shy about counts as much as one it gives to everything. Immutable, thread-safe.
/// </summary>
public sealed class TagStanding
{
    private const int LeastBackground = 50; // tracks that the background counts as, at least

    private readonly TagStatistics _statistics;

    private TagStanding(TagStatistics statistics) => _statistics = statistics;

    /// <summary>Measures a library.</summary>
    /// <param name="probabilities">The probability of every tag, for each track. At least one track.</param>
    /// <param name="background">
    /// The tags of music in general, which counts as much as the library, and as fifty tracks at least: in a library of classical music,
    /// nothing stands out as techno. Null compares the tracks with each other only.
    /// </param>
    public static TagStanding Of(IReadOnlyCollection<float[]> probabilities, TagStatistics? background = null)
    {
        var library = TagStatistics.WithoutCovariances(probabilities);
        return new TagStanding(
            background is null ? library : library.With(background, Math.Max(LeastBackground, library.Recordings)));
    }

    /// <summary>Fills <paramref name="standing"/>, one number per tag: 0 where the track has it as the average track does.</summary>
    public void Fill(ReadOnlySpan<float> probabilities, Span<float> standing)
    {
        var tags = _statistics.Means.Count;
        _statistics.Stand(probabilities[..tags], standing[..tags]);
    }
}
