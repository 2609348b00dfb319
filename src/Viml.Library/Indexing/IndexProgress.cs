namespace Viml.Library.Indexing;

/// <summary>What the indexer is doing.</summary>
public enum IndexPhase
{
    /// <summary>Looking for files.</summary>
    Scanning,

    /// <summary>Embedding again from stored features after a change of bundle.</summary>
    Reembedding,

    /// <summary>Decoding and encoding files.</summary>
    Encoding,

    /// <summary>Everything is decided and saved.</summary>
    Finished,
}

/// <summary>The progress of indexing.</summary>
/// <param name="Phase">What is being done.</param>
/// <param name="Done">Files decided, or tracks re-embedded.</param>
/// <param name="Total">Files found, or tracks to re-embed.</param>
/// <param name="Counts">The outcome of the files so far.</param>
/// <param name="CurrentFile">The file being encoded; null between files.</param>
/// <param name="AudioSeconds">Seconds of sound encoded so far.</param>
/// <param name="Elapsed">Time since the phase began.</param>
/// <param name="TimeLeft">Estimate for the phase from the bytes done and to do; null until there is one.</param>
public sealed record IndexProgress(
    IndexPhase Phase, int Done, int Total, IndexCounts Counts, string? CurrentFile, double AudioSeconds, TimeSpan Elapsed,
    TimeSpan? TimeLeft);
