using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;
using Viml.Library.Answers;
using Viml.Library.Catalog;

namespace Viml.Library.Describing;

/// <summary>
/// A sentence about each track of a library, from the tags that it keeps. It takes microseconds, so it is written when it is asked for and
/// never goes stale.
/// </summary>
public static class TrackSentences
{
    /// <summary>The tracks with their sentences, in the order of their paths.</summary>
    /// <param name="tracks">Tracks of a library.</param>
    /// <param name="models">How their tags are to be read.</param>
    public static IReadOnlyList<TrackSummary> Of(IEnumerable<TrackRecord> tracks, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(models);
        return [.. tracks.Select(track => new TrackSummary(track.Paths[0], track.Labels.Title, track.Labels.Artist, track.Duration,
                OneSentence.Of(ConfidentTags.Of(track.Tags, models), (ulong)track.Id)))
            .OrderBy(track => track.Path, StringComparer.Ordinal)];
    }
}

/// <summary>The tags of a track that its tagger is sure of.</summary>
internal static class ConfidentTags
{
    public static IReadOnlyList<ScoredTag> Of(IReadOnlyList<float> probabilities, ModelSet models)
    {
        var choice = models.TagChoice;
        return [.. Enumerable.Range(0, models.Tags.Count).Where(tag => choice.IsPresent(tag, probabilities[tag]))
            .Select(tag => new ScoredTag(models.Tags.Names[tag], Math.Clamp(probabilities[tag], 0, 1)))];
    }
}
