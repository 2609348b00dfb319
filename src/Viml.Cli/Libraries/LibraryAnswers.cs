using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>The JSON answer of <c>viml index</c>. <c>found = indexed + unchanged + skipped + failed</c>.</summary>
internal sealed record IndexAnswer(
    string Library, string Path, int Tracks,
    int Found, int Indexed, int Unchanged, int Skipped, int Failed,
    int Moved, int Removed, int Reembedded, double AudioSeconds, double Seconds,
    IReadOnlyList<FileFailure> Failures, IReadOnlyList<FileFailure> Warnings, IReadOnlyList<FileFailure> Unreadable)
{
    public static IndexAnswer Of(string name, LibraryStore store, IndexReport report) => new(
        name, store.Path, store.Contents().Tracks,
        report.Counts.Found, report.Counts.Indexed, report.Counts.Unchanged, report.Counts.Skipped, report.Counts.Failed,
        report.Moved, report.Removed, report.Reembedded, report.AudioSeconds, report.Elapsed.TotalSeconds,
        report.Failures, report.Warnings, report.Unreadable);
}

/// <summary>The JSON answer of <c>viml library list</c>.</summary>
internal sealed record LibraryListAnswer(IReadOnlyList<NamedLibrary> Libraries);

/// <summary>The JSON answer of <c>viml library show</c>.</summary>
internal sealed record LibraryShowAnswer(NamedLibrary Library, IReadOnlyList<FileFailure> Failures);

/// <summary>The JSON answer of <c>viml library remove</c>.</summary>
internal sealed record LibraryRemoveAnswer(string Removed);
