using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Web.Hosting;
using Viml.Web.Jobs;

namespace Viml.Web.Libraries;

/// <summary>Indexes folders into the library that is served, as jobs.</summary>
internal sealed class LibraryIndexing(LibraryHost host, JobQueue jobs)
{
    private const int MostFailures = 20;
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    /// <summary>The indexing that is under way or waits; null without one.</summary>
    public JobStatus? Current => jobs.OpenOf(JobKind.Index).Select(job => job.Status).OrderByDescending(job => job.State).FirstOrDefault();

    /// <summary>Begins to index.</summary>
    /// <exception cref="ApiException">There is no folder, one does not exist, or too many jobs wait.</exception>
    public JobStatus Start(IReadOnlyList<string> folders)
    {
        if (folders.Count == 0 && !host.Libraries.Exists(host.Name))
            throw new ApiException(422, "no-folder", "No folder was named", "Name at least one folder of music.");
        foreach (var folder in folders)
            if (!Path.IsPathFullyQualified(folder) || !Directory.Exists(folder))
                throw new ApiException(422, "unknown-folder", "There is no such folder", "Give the full path of a folder that exists.");
        return Start(new IndexRequest { Folders = folders });
    }

    /// <summary>Begins to index what may be other than folders.</summary>
    /// <exception cref="ApiException">Too many jobs wait.</exception>
    public JobStatus Start(IndexRequest request) => jobs.Add(JobKind.Index, (job, cancellation) => Run(request, job, cancellation));

    private IndexResult Run(IndexRequest request, JobRun job, CancellationToken cancellation)
    {
        using var library = host.Libraries.Open(host.Name);
        var isOther = library.Meta is { } meta && meta.EncoderKey != LibraryMeta.Of(host.Models).EncoderKey;
        var report = new Indexer(library, host.Models, host.Libraries).Run(
            request with { Again = isOther, WaitForOther = Wait, Waiting = who => job.Report(null, null, $"Waiting for {who}") },
            new Steps(job), cancellation);
        var counts = report.Counts;
        return new IndexResult(
            library.Contents().Tracks, counts.Found, counts.Indexed, counts.Unchanged, counts.Skipped, counts.Failed,
            [.. report.Failures.Take(MostFailures).Select(file => new FailedFile(Path.GetFileName(file.Path), file.Reason))]);
    }

    /// <summary>Passes progress on in the calling thread.</summary>
    private sealed class Steps(JobRun job) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => job.Report(
            value.Phase == IndexPhase.Scanning || value.Total == 0 ? null : (double)value.Done / value.Total,
            value.TimeLeft?.TotalSeconds,
            value.Phase switch
            {
                IndexPhase.Scanning => "Looking for files",
                IndexPhase.Reembedding => $"{value.Done} of {value.Total} tracks brought to the new bundle",
                _ => $"{value.Done} of {value.Total} files",
            });
    }
}
