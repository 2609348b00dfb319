using System.Globalization;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Libraries;

/// <summary>The JSON answer of <c>viml index</c>. <c>found = indexed + unchanged + skipped + failed</c>.</summary>
internal sealed record IndexAnswer(
    string Library, string Path, int Tracks,
    int Found, int Indexed, int Unchanged, int Skipped, int Failed,
    int Moved, int Removed, int Reembedded, double AudioSeconds, double Seconds, double TimesRealTime, StageSeconds Stages,
    IReadOnlyList<FileFailure> Failures, IReadOnlyList<FileFailure> Warnings, IReadOnlyList<FileFailure> Unreadable)
{
    public static IndexAnswer Of(string name, LibraryStore store, IndexReport report) => new(
        name, store.Path, store.Contents().Tracks,
        report.Counts.Found, report.Counts.Indexed, report.Counts.Unchanged, report.Counts.Skipped, report.Counts.Failed,
        report.Moved, report.Removed, report.Reembedded, report.AudioSeconds, report.Elapsed.TotalSeconds, report.TimesRealTime, StageSeconds.Of(report.Stages),
        report.Failures, report.Warnings, report.Unreadable);
}

/// <summary>The stages of indexing in seconds, as <see cref="IndexStages"/> explains them.</summary>
internal sealed record StageSeconds(double Decoding, double Spectrograms, double Network, double Embedding, double Writing, double Waiting)
{
    public static StageSeconds Of(IndexStages stages) => new(
        stages.Decoding.TotalSeconds, stages.Spectrograms.TotalSeconds, stages.Network.TotalSeconds,
        stages.Embedding.TotalSeconds, stages.Writing.TotalSeconds, stages.Waiting.TotalSeconds);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"decoding {Decoding:0.00} s beside spectrograms {Spectrograms:0.00} s, network {Network:0.00} s, embedding {Embedding:0.00} s, writing {Writing:0.00} s, waiting for decoders {Waiting:0.00} s");
}

/// <summary>The JSON answer of <c>viml library list</c>.</summary>
internal sealed record LibraryListAnswer(IReadOnlyList<NamedLibrary> Libraries);

/// <summary>The JSON answer of <c>viml library show</c>.</summary>
internal sealed record LibraryShowAnswer(NamedLibrary Library, IReadOnlyList<FileFailure> Failures);

/// <summary>The JSON answer of <c>viml library remove</c>.</summary>
internal sealed record LibraryRemoveAnswer(string Removed);
