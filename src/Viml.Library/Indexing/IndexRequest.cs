namespace Viml.Library.Indexing;

/// <summary>What to index, and how.</summary>
public sealed record IndexRequest
{
    /// <summary>
    /// Where to look: folders, lists of files (<see cref="Playlist"/>) and files. They are remembered. Without any, and without <see
    /// cref="Files"/>: the places indexed before.
    /// </summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Files to index beside those. They are not remembered as places to look in again.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Whether files that are in none of these places any more are removed even where they still exist.</summary>
    public bool Only { get; init; }

    /// <summary>
    /// Encode every file again, including unchanged and broken ones, and change to the music encoder of the bundle if it is another.
    /// </summary>
    public bool Again { get; init; }

    /// <summary>How long to wait while another process indexes the same library; zero fails at once.</summary>
    public TimeSpan WaitForOther { get; init; }

    /// <summary>Called before the first wait with who is indexing.</summary>
    public Action<string>? Waiting { get; init; }
}
