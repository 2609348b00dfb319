using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Commands;

/// <summary><c>viml index DIR...</c>: brings a library up to date with folders of music.</summary>
internal static class IndexCommand
{
    public static Command Create(Surroundings surroundings, BundleOption bundle)
    {
        var folders = new Argument<string[]>("DIR") { Description = "Folders with music. Without any: those indexed before.", Arity = ArgumentArity.ZeroOrMore };
        folders.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !Directory.Exists(token.Value)))
                result.AddError(File.Exists(token.Value) ? $"'{token.Value}' is a file; name the folder it is in." : $"The folder '{token.Value}' does not exist.");
        });
        var library = new LibraryOption($"The library to fill; without it the one called '{NamedLibraries.DefaultName}'.");
        var again = new Option<bool>("--again") { Description = "Index every file again, also the unchanged and the broken ones." };
        var json = new JsonOption();
        var command = new ExampleCommand("index", "Index folders of music, so that they can be searched. Only new and changed files are read.",
            "viml index ~/Music", "viml index ~/Music/Jazz ~/Music/Blues --library evening")
        { folders, library, again, json };

        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(library) ?? NamedLibraries.DefaultName;
            var models = bundle.Load(parsed, surroundings);
            using var store = new NamedLibraries(surroundings.Paths).Open(name);
            var report = LibraryUpdate.Run(surroundings, store, models, new IndexRequest
            {
                Folders = [.. (parsed.GetValue(folders) ?? []).Select(Path.GetFullPath)],
                Again = parsed.GetValue(again),
            });
            if (surroundings.ShowsDetails) surroundings.Note(StageSeconds.Of(report.Stages).ToString());
            if (parsed.GetValue(json)) JsonText.Write(surroundings.Out, IndexAnswer.Of(name, store, report), AnswerJson.Default.IndexAnswer);
            else Print(surroundings, name, store, report);
            return Result(report);
        });
        return command;
    }

    private static void Print(Surroundings surroundings, string name, LibraryStore store, IndexReport report)
    {
        LibraryUpdate.NoteProblems(surroundings, report);
        var counts = report.Counts;
        var output = surroundings.Out;
        output.WriteLine($"{LibraryUpdate.Count(counts.Found, "file")} found = {counts.Indexed:N0} indexed + {counts.Unchanged:N0} unchanged + {counts.Skipped:N0} skipped + {counts.Failed:N0} failed");
        if (report.Moved > 0) output.WriteLine($"{LibraryUpdate.Count(report.Moved, "file")} had moved and kept what was known of them.");
        if (report.Removed > 0) output.WriteLine($"{LibraryUpdate.Count(report.Removed, "file")} are gone and no longer found.");
        if (report.Reembedded > 0) output.WriteLine($"{LibraryUpdate.Count(report.Reembedded, "track")} moved to the new bundle without decoding.");
        if (report.AudioSeconds > 0)
            output.WriteLine($"{TimeText.Span(TimeSpan.FromSeconds(report.AudioSeconds))} of music in {TimeText.Span(report.Elapsed)}, {report.TimesRealTime:N0} times real time.");
        output.WriteLine($"The library '{name}' holds {LibraryUpdate.Count(store.Contents().Tracks, "track")}.");

        var choice = name == NamedLibraries.DefaultName ? "" : $" --library {name}";
        surroundings.Note($"Next: viml recommend VIDEO --text \"your words\"{choice}");
    }

    private static int Result(IndexReport report)
    {
        if (report.Failures.Count + report.Unreadable.Count == 0) return ExitCode.Done;
        return report.Counts.Indexed + report.Counts.Unchanged > 0 ? ExitCode.PartlyDone : ExitCode.Error;
    }
}
