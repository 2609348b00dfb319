using Viml.Web.Hosting;

namespace Viml.Web.Jobs;

/// <summary>What a job is about.</summary>
public enum JobKind
{
    /// <summary>Music is indexed.</summary>
    Index,

    /// <summary>A video is encoded.</summary>
    Video,
}

/// <summary>How far a job is.</summary>
public enum JobState
{
    /// <summary>It waits for others.</summary>
    Queued,

    /// <summary>It is being done.</summary>
    Running,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>A job as clients see it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="State">How far it is.</param>
/// <param name="Progress">0 to 1; null where that is not known.</param>
/// <param name="SecondsLeft">An estimate; null without one.</param>
/// <param name="Message">What is being done, for people; null where there is nothing to say.</param>
/// <param name="Result">What came of an indexing that is done.</param>
/// <param name="Error">Why it failed.</param>
public sealed record JobStatus(
    string Id, JobKind Kind, JobState State, double? Progress, double? SecondsLeft, string? Message, IndexResult? Result,
        ProblemAnswer? Error)
{
    /// <summary>Whether nothing about it changes any more.</summary>
    internal bool IsOver => State is JobState.Done or JobState.Failed or JobState.Cancelled;
}

/// <summary>What came of indexing. <c>Found = Indexed + Unchanged + Skipped + Failed</c>.</summary>
/// <param name="Tracks">Tracks that the library holds now.</param>
/// <param name="Found">Music files found.</param>
/// <param name="Indexed">Encoded now.</param>
/// <param name="Unchanged">Known before.</param>
/// <param name="Skipped">Failed before and not changed since.</param>
/// <param name="Failed">Could not be read or encoded.</param>
/// <param name="Failures">The first of those that failed, by name, and why.</param>
public sealed record IndexResult(
    int Tracks, int Found, int Indexed, int Unchanged, int Skipped, int Failed, IReadOnlyList<FailedFile> Failures);

/// <summary>A file that could not be indexed.</summary>
public sealed record FailedFile(string Name, string Reason);
