using Viml.Library.Answers;
using Viml.Library.Catalog;

namespace Viml.Library.Indexing;

/// <summary>The outcome of the files that were found. Always <c>Found = Indexed + Unchanged + Skipped + Failed</c>.</summary>
/// <param name="Found">Music files found.</param>
/// <param name="Indexed">Encoded in this run.</param>
/// <param name="Unchanged">Already known: the same file, or the same content under another path.</param>
/// <param name="Skipped">Failed in an earlier run and not changed since.</param>
/// <param name="Failed">Could not be read or encoded in this run.</param>
public sealed record IndexCounts(int Found, int Indexed, int Unchanged, int Skipped, int Failed)
{
    /// <summary>Files whose outcome is decided.</summary>
    public int Done => Indexed + Unchanged + Skipped + Failed;
}

/// <summary>The result of indexing.</summary>
public sealed record IndexReport
{
    /// <summary>The outcome of the files.</summary>
    public required IndexCounts Counts { get; init; }

    /// <summary>Of the unchanged: files found under a new path and missing from the old one.</summary>
    public required int Moved { get; init; }

    /// <summary>Files of earlier runs that are missing; their tracks are no longer found. Not part of the counts.</summary>
    public required int Removed { get; init; }

    /// <summary>Tracks embedded again from stored features because the bundle has changed. Not part of the counts.</summary>
    public required int Reembedded { get; init; }

    /// <summary>Of the indexed: tracks whose features were found in another library, so that they were not decoded again.</summary>
    public required int Reused { get; init; }

    /// <summary>Files beside the music that do not count as music. Not part of the counts.</summary>
    public required IReadOnlyList<LeftOutFiles> LeftOut { get; init; }

    /// <summary>Seconds of sound encoded.</summary>
    public required double AudioSeconds { get; init; }

    /// <summary>Wall time of the run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Where the time went.</summary>
    public required StageSeconds Stages { get; init; }

    /// <summary>Seconds of sound encoded per second of wall time.</summary>
    public double TimesRealTime => Elapsed > TimeSpan.Zero ? AudioSeconds / Elapsed.TotalSeconds : 0;

    /// <summary>The files that failed in this run, in the order of their paths.</summary>
    public required IReadOnlyList<FileFailure> Failures { get; init; }

    /// <summary>The files that were skipped, with the reason of their earlier failure.</summary>
    public required IReadOnlyList<FileFailure> Skipped { get; init; }

    /// <summary>Files that were indexed although a part of them is damaged or missing.</summary>
    public required IReadOnlyList<FileFailure> Warnings { get; init; }

    /// <summary>Folders and links that could not be read; files in them are neither counted nor treated as removed.</summary>
    public required IReadOnlyList<FileFailure> Unreadable { get; init; }
}
