using Viml.Library.Catalog;

namespace Viml.Library.Indexing;

/// <summary>What became of the files that were found. Always <c>Found = Indexed + Unchanged + Skipped + Failed</c>.</summary>
/// <param name="Found">Music files found.</param>
/// <param name="Indexed">Encoded in this run.</param>
/// <param name="Unchanged">Known already: the same file, or the same content under another path.</param>
/// <param name="Skipped">Failed in an earlier run and not changed since.</param>
/// <param name="Failed">Could not be read or encoded in this run.</param>
public sealed record IndexCounts(int Found, int Indexed, int Unchanged, int Skipped, int Failed)
{
    /// <summary>Files of which it is decided what becomes of them.</summary>
    public int Done => Indexed + Unchanged + Skipped + Failed;
}

/// <summary>The result of indexing.</summary>
public sealed record IndexReport
{
    /// <summary>What became of the files.</summary>
    public required IndexCounts Counts { get; init; }

    /// <summary>Of the unchanged: files that were found under a new path and are gone from the old one.</summary>
    public required int Moved { get; init; }

    /// <summary>Files of earlier runs that are gone; they are no longer found by search. Not part of the counts.</summary>
    public required int Removed { get; init; }

    /// <summary>Tracks whose embeddings were made anew from stored features because the bundle has changed. Not part of the counts.</summary>
    public required int Reembedded { get; init; }

    /// <summary>Seconds of sound encoded.</summary>
    public required double AudioSeconds { get; init; }

    /// <summary>Wall time of the run.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Where the time went.</summary>
    public required IndexStages Stages { get; init; }

    /// <summary>Seconds of sound encoded per second of wall time.</summary>
    public double TimesRealTime => Elapsed > TimeSpan.Zero ? AudioSeconds / Elapsed.TotalSeconds : 0;

    /// <summary>The files that failed in this run, in the order of their paths.</summary>
    public required IReadOnlyList<FileFailure> Failures { get; init; }

    /// <summary>The files that were skipped, with the reason of their earlier failure.</summary>
    public required IReadOnlyList<FileFailure> Skipped { get; init; }

    /// <summary>Files that were indexed although a part of them is damaged or missing.</summary>
    public required IReadOnlyList<FileFailure> Warnings { get; init; }

    /// <summary>Folders and links that could not be read; what lies there is neither counted nor taken for removed.</summary>
    public required IReadOnlyList<FileFailure> Unreadable { get; init; }
}

/// <summary>
/// Wall time of each stage of indexing. Decoders run beside the rest and beside each other, so the sum may be above the time that passed; the other
/// stages follow one another.
/// </summary>
/// <param name="Decoding">Waiting for sound from ffmpeg, summed over the decoders.</param>
/// <param name="Spectrograms">Spectrograms and measured descriptors.</param>
/// <param name="Network">The network of the music encoder.</param>
/// <param name="Embedding">Placing segments and tracks in the joint space.</param>
/// <param name="Writing">Saving to the library.</param>
/// <param name="Waiting">Waiting for the decoders: near zero where encoding sets the pace.</param>
public sealed record IndexStages(TimeSpan Decoding, TimeSpan Spectrograms, TimeSpan Network, TimeSpan Embedding, TimeSpan Writing, TimeSpan Waiting);
