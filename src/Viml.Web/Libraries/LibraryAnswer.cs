namespace Viml.Web.Libraries;

/// <summary>Whether there is music to search.</summary>
public enum LibraryState
{
    /// <summary>Nothing has been indexed.</summary>
    None,

    /// <summary>It can be searched.</summary>
    Ready,

    /// <summary>It is being indexed, and can be searched if it has tracks.</summary>
    Indexing,
}

/// <summary>The library that is served.</summary>
/// <param name="State">Whether there is music to search.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tracks">Tracks that can be found.</param>
/// <param name="Segments">Stretches of them that are searched.</param>
/// <param name="Seconds">Playing time.</param>
/// <param name="Folders">The folders it was made from; of other machines' clients null.</param>
/// <param name="Tags">The tags that its tracks can have, and how many have each.</param>
/// <param name="Job">The indexing that is under way; null without one.</param>
/// <param name="Problem">Why it cannot be searched although it exists; null where it can.</param>
public sealed record LibraryAnswer(
    LibraryState State, string Name, int Tracks, int Segments, double Seconds, IReadOnlyList<string>? Folders, IReadOnlyList<TagCount> Tags,
    string? Job, string? Problem);

/// <summary>A tag of the vocabulary and how many tracks have it.</summary>
/// <param name="Name">As filters take it.</param>
/// <param name="Label">For people.</param>
/// <param name="Kind">Whether it is an instrument, a genre or a mood.</param>
/// <param name="Tracks">How many tracks have it.</param>
public sealed record TagCount(string Name, string Label, Viml.Models.Tagging.TagKind Kind, int Tracks);

/// <summary>What to index.</summary>
/// <param name="Folders">Folders of this machine.</param>
public sealed record IndexOrder(IReadOnlyList<string> Folders);
