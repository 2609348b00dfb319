using System.Text.Json.Serialization;

namespace Viml.Library.Answers;

/// <summary>What a reason goes back to.</summary>
[JsonConverter(typeof(CamelCaseConverter<ReasonSource>))]
public enum ReasonSource
{
    /// <summary>The text of the query asks for it.</summary>
    Words,

    /// <summary>What is seen in the video asks for it, or the music nearest to it has it more often than the rest of the library.</summary>
    Picture,

    /// <summary>Neither: the tags only describe the track.</summary>
    Sound,

    /// <summary>The text of the query has a name of the track: its title, artist, album, genre or file name.</summary>
    Names,

    /// <summary>The query excludes it, and the track does without.</summary>
    Exclusions,

    /// <summary>The tracks that the user likes have it.</summary>
    Likes,
}

/// <summary>One reason why a track was found.</summary>
/// <param name="Source">What it goes back to.</param>
/// <param name="IsLeaning">
/// True where the tagger is not sure of the tags, but gives them a higher probability than for most of the library: the track leans towards
/// them.
/// </param>
/// <param name="Tags">The tags, most telling first; none for names and exclusions, and perhaps none for the sound.</param>
public sealed record TrackReason(ReasonSource Source, bool IsLeaning, IReadOnlyList<TrackTag> Tags)
{
    /// <summary>
    /// What is not a tag: the names that match (title, artist, album, genre, file name), what the track does without ("no drums"), or what
    /// was seen.
    /// </summary>
    public IReadOnlyList<string> Texts { get; init; } = [];
}

/// <summary>Reasons as text.</summary>
internal static class ReasonText
{
    /// <summary>Such as "drums (your words); strings (suits the picture)".</summary>
    public static string Of(IReadOnlyList<TrackReason> reasons) => string.Join("; ", reasons.Select(Of));

    private static string Of(TrackReason reason)
    {
        var labels = string.Join(", ", reason.Tags.Select(tag => tag.Label));
        var tags = reason.IsLeaning ? $"leans towards {labels}" : labels;
        return reason.Source switch
        {
            ReasonSource.Words => $"{tags} (your words)",
            ReasonSource.Picture when reason.Texts.Count > 0 => $"{string.Join(", ", reason.Texts)}: {tags} (the picture)",
            ReasonSource.Picture => $"{tags} (suits the picture)",
            ReasonSource.Likes => $"{tags} (like your choice)",
            ReasonSource.Names => $"{string.Join(", ", reason.Texts)}: your words",
            ReasonSource.Exclusions => string.Join(", ", reason.Texts),
            _ => reason.Tags.Count == 0 ? "overall sound" : $"overall sound: {tags}",
        };
    }
}
