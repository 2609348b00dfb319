using Viml.Library.Files;

namespace Viml.Library.Catalog;

/// <summary>The state of a file in a library.</summary>
public enum FileStatus
{
    /// <summary>Its track can be found.</summary>
    Indexed,

    /// <summary>It could not be indexed.</summary>
    Failed,

    /// <summary>It was removed since it was indexed.</summary>
    Missing,
}

/// <summary>A file as the library remembers it.</summary>
/// <param name="Stamp">What it looked like when it was last read.</param>
/// <param name="ContentHash">SHA-256 of its content; null where the content was not what failed.</param>
/// <param name="Status">Its state.</param>
/// <param name="Reason">Why it could not be indexed; null otherwise.</param>
/// <param name="TrackId">The track it holds; null where it failed.</param>
public sealed record FileRecord(FileStamp Stamp, string? ContentHash, FileStatus Status, string? Reason, long? TrackId);
