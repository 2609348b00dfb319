using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Describing;
using Viml.Models;

namespace Viml.Library.Details;

/// <summary>Everything the library knows about the sound of a track, without reading its file. Thread-safe.</summary>
public static class TrackDetails
{
    private const int TagsOverTime = 12;

    /// <summary>Every tag that the tagger can hear, most probable first.</summary>
    public static IReadOnlyList<TrackTag> Tags(TrackRecord track, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(models);
        return models.TagChoice.Ranked(track.Tags);
    }

    /// <summary>How many of some tracks have each tag, by the index of the tag.</summary>
    public static int[] CountTags(IEnumerable<TrackRecord> tracks, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(models);
        var choice = models.TagChoice;
        var counts = new int[models.Tags.Count];
        foreach (var track in tracks)
            for (var tag = 0; tag < counts.Length; tag++)
                if (choice.IsPresent(tag, track.Tags[tag])) counts[tag]++;
        return counts;
    }

    /// <summary>Whether the tagger can hear a tag at all.</summary>
    public static bool IsHeard(int tag, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return models.TagChoice.IsHeard(tag);
    }

    /// <summary>A sentence about a track; null where the tagger is sure of nothing.</summary>
    public static string? Sentence(TrackRecord track, ModelSet models) => TrackSentences.Of([track], models)[0].Description;

    /// <summary>
    /// The course of the strongest tags over a track, from its stored features; null where the bundle gives no tags from them.
    /// </summary>
    /// <param name="library">The library of the track.</param>
    /// <param name="track">The track.</param>
    /// <param name="models">The models of the library.</param>
    public static TagCourse? Course(ILibraryReader library, TrackRecord track, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(track);
        ArgumentNullException.ThrowIfNull(models);
        if (models.TagHead.Value is not { } head)
            return null;
        var features = library.Features([track.Id])[0];
        var tags = head.Tags(features); // [time, tags]
        var shown = models.TagChoice.Ranked(track.Tags).Take(TagsOverTime);
        return new TagCourse(1 / features.Rate, [.. shown.Select(tag =>
        {
            var index = models.Tags.IndexOf(tag.Name);
            return new TagValues(tag.Name, [.. Enumerable.Range(0, features.Time).Select(step => tags[step * models.Tags.Count + index])]);
        })]);
    }
}
