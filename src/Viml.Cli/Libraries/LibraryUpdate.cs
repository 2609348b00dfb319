using Viml.Cli.Output;
using Viml.Library;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>Brings a library up to date with progress on stderr: the way in which every command indexes.</summary>
internal static class LibraryUpdate
{
    /// <summary>Indexes. Errors as <see cref="Indexer.Run"/>.</summary>
    public static IndexAnswer Run(AppEnvironment environment, string name, ILibrary library, ModelSet models, IndexRequest request) =>
        AnswerOf(name, library, InterruptedException.Explain(() => Kept(library), () => ProgressDisplay.Run(environment, "Indexing",
            report => new Indexer(library, models, environment.Libraries).Run(
                request with { WaitForOther = TimeSpan.FromMinutes(10), Waiting = who => environment.Note($"Waiting for {who} ...") },
                new ImmediateProgress<IndexProgress>(value => report(StepOf(value))),
                environment.Cancellation))));

    private static string Kept(ILibrary library) => library.Contents().Tracks is > 0 and var tracks
        ? $"{CountText.Of(tracks, "track")} {(tracks == 1 ? "is" : "are")} kept in the library '{library.Name}'; "
            + "run the same command again to go on."
        : "Nothing had been indexed yet.";

    /// <summary>Writes what could not be indexed to stderr: the first few with their reasons, and how many more.</summary>
    public static void NoteProblems(AppEnvironment environment, IndexAnswer answer)
    {
        List(environment, "could not be indexed", answer.Failures);
        List(environment, answer.Warnings.Count == 1 ? "is damaged, and was indexed in part" : "are damaged, and were indexed in part",
            answer.Warnings);
        List(environment, "could not be read", answer.Unreadable);
        if (answer.Skipped > 0)
            environment.Note(
                $"{CountText.Of(answer.Skipped, "file")} skipped: failed before and not changed since ('viml library show' lists them).");
    }

    /// <summary>Writes files with their reasons to stderr: the first few, and how many more.</summary>
    public static void List(AppEnvironment environment, string what, IReadOnlyList<FileFailure> files)
    {
        if (files.Count == 0) return;
        NoteList.Write(
            environment, $"{CountText.Of(files.Count, "file")} {what}:", [.. files.Select(file => $"{file.Path}: {file.Reason}")],
            " ('viml library show' lists all)");
    }

    private static IndexAnswer AnswerOf(string name, ILibrary library, IndexReport report) => new(
        name, library.Location, library.Contents().Tracks,
        report.Counts.Found, report.Counts.Indexed, report.Counts.Unchanged, report.Counts.Skipped, report.Counts.Failed,
        report.Moved, report.Removed, report.Reembedded, report.Reused, report.AudioSeconds,
        report.Elapsed.TotalSeconds, report.TimesRealTime, report.Stages, report.Failures, report.Warnings, report.Unreadable,
        report.LeftOut);

    private static WorkStep StepOf(IndexProgress value) => new(value.Done, value.Total, value.Phase switch
    {
        IndexPhase.Scanning => "looking for files",
        IndexPhase.Reembedding => "with the new bundle",
        _ => Path.GetFileName(value.CurrentFile),
    });
}
