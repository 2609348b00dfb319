using Viml.Cli.Output;
using Viml.Library;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Brings a library up to date while somebody watches: the one way in which commands index.</summary>
internal static class LibraryUpdate
{
    private const int MostListed = 10;

    /// <summary>Indexes with progress on stderr. Errors as <see cref="Indexer.Run"/>.</summary>
    public static IndexReport Run(Surroundings surroundings, LibraryStore store, ModelSet models, IndexRequest request) =>
        ProgressDisplay.Run(surroundings, "Indexing", report =>
            new Indexer(store, models).Run(
                request with { WaitForOther = TimeSpan.FromMinutes(10), Waiting = who => surroundings.Note($"Waiting for {who} ...") },
                new StepProgress(report),
                surroundings.Cancellation));

    /// <summary>Writes what could not be indexed to stderr: the first few with their reasons, and how many more.</summary>
    public static void NoteProblems(Surroundings surroundings, IndexReport report)
    {
        List(surroundings, "could not be indexed", report.Failures);
        List(surroundings, "are damaged, but were indexed as far as they go", report.Warnings);
        List(surroundings, "could not be read", report.Unreadable);
        if (report.Skipped.Count > 0)
            surroundings.Note($"{Count(report.Skipped.Count, "file")} skipped that failed before and did not change ('viml library show' lists them).");
    }

    /// <summary>"1 file", "3 files".</summary>
    public static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count:N0} {thing}s";

    /// <summary>Writes files with their reasons to stderr: the first few, and how many more.</summary>
    public static void List(Surroundings surroundings, string what, IReadOnlyList<FileFailure> files)
    {
        if (files.Count == 0) return;
        surroundings.Note($"{Count(files.Count, "file")} {what}:");
        foreach (var file in files.Take(MostListed)) surroundings.Note($"  {FittedText.Printable(file.Path)}: {FittedText.Printable(file.Reason)}");
        if (files.Count > MostListed) surroundings.Note($"  and {files.Count - MostListed} more ('viml library show' lists all)");
    }

    /// <summary>Hands progress over on the thread that reports it; <see cref="Progress{T}"/> would do so later and out of order.</summary>
    private sealed class StepProgress(Action<WorkStep> report) : IProgress<IndexProgress>
    {
        public void Report(IndexProgress value) => report(new WorkStep(value.Done, value.Total, value.Phase switch
        {
            IndexPhase.Scanning => "looking for files",
            IndexPhase.Reembedding => "with the new bundle",
            _ => value.CurrentFile is { } file ? Path.GetFileName(file) : null,
        }));
    }
}
