using System.CommandLine;
using System.Globalization;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Cli.Commands;

/// <summary><c>viml index DIR...</c>: brings a library up to date with folders of music.</summary>
internal static class IndexCommand
{
    private const int MaximumKinds = 6;

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var folders = new Argument<string[]>("PLACE")
        {
            Description = "Folders of music, files, lists of files (.m3u), or - for names on standard input. " +
                "Without any: those indexed before.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        folders.Validators.Add(result =>
        {
            foreach (var problem in result.Tokens.Select(token => MusicPlaces.Problem(token.Value)).OfType<string>())
                result.AddError(problem);
        });
        var library = new LibraryOption($"The library to index into. Without it: the one called '{LibraryName.Default}'.");
        var again = new Option<bool>("--again") { Description = "Index every file again, including unchanged and broken ones." };
        var json = new JsonOption();
        var command = new ExampleCommand(
            "index", "Index folders of music, so that they can be searched. Only new and changed files are read.",
            "viml index ~/Music", "viml index ~/Music/Jazz ~/Music/Blues --library evening")
        { folders, library, again, json };

        command.SetAction(parsed =>
        {
            var name = parsed.GetValue(library) ?? LibraryName.Default;
            if (parsed.GetValue(folders) is null or [] && !environment.Libraries.Exists(name))
                throw new UsageException($"Nothing has been indexed as '{name}' yet: name a folder of music, such as viml index ~/Music.");
            var places = MusicPlaces.Of(environment, parsed.GetValue(folders) ?? []);
            var models = bundle.Load(parsed, environment);
            using var opened = environment.Libraries.Open(name);
            var answer = LibraryUpdate.Run(environment, name, opened, models, new IndexRequest
            {
                Folders = places.Places,
                Files = places.Files,
                Again = parsed.GetValue(again),
            });
            if (environment.ShowsStackTraces) environment.Note(TimesOf(answer.Stages));
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.IndexAnswer);
            else Print(environment, answer);
            return Result(answer);
        });
        return command;
    }

    private static void Print(AppEnvironment environment, IndexAnswer answer)
    {
        LibraryUpdate.NoteProblems(environment, answer);
        var output = environment.Out;
        output.WriteLine(
            $"{CountText.Of(answer.Found, "file")} found = {answer.Indexed:N0} indexed + {answer.Unchanged:N0} unchanged + " +
            $"{answer.Skipped:N0} skipped + {answer.Failed:N0} failed");
        if (answer.Reused > 0)
            output.WriteLine($"{CountText.Of(answer.Reused, "track")} known from another library; not decoded again.");
        if (answer.LeftOut.Count > 0) output.WriteLine(LeftOutText(answer.LeftOut));
        if (answer.Moved > 0) output.WriteLine($"{CountText.Of(answer.Moved, "file")} moved; not encoded again.");
        if (answer.Removed > 0) output.WriteLine($"{CountText.Of(answer.Removed, "file")} missing; no longer found.");
        if (answer.Reembedded > 0)
            output.WriteLine($"{CountText.Of(answer.Reembedded, "track")} updated to the new bundle without decoding.");
        if (answer.AudioSeconds > 0)
            output.WriteLine(
                $"{TimeText.Span(TimeSpan.FromSeconds(answer.AudioSeconds))} of music in " +
                $"{TimeText.Span(TimeSpan.FromSeconds(answer.Seconds))}, {answer.TimesRealTime:N0} times real time.");
        output.WriteLine($"The library '{answer.Library}' holds {CountText.Of(answer.Tracks, "track")}.");

        var choice = answer.Library == LibraryName.Default ? "" : $" --library {answer.Library}";
        environment.Note($"Next: viml recommend VIDEO --text \"your words\"{choice}");
    }

    private static string LeftOutText(IReadOnlyList<LeftOutFiles> others)
    {
        var kinds = others.Take(MaximumKinds)
            .Select(other => $"{other.Files:N0} {(other.Extension.Length > 0 ? other.Extension : "without extension")}");
        var rest = others.Skip(MaximumKinds).Sum(other => other.Files);
        return FittedText.Printable($"{CountText.Of(others.Sum(other => other.Files), "other file")} left out: {string.Join(", ", kinds)}" +
            (rest > 0 ? $", {rest:N0} others." : "."));
    }

    private static int Result(IndexAnswer answer)
    {
        if (answer.Failed + answer.Skipped + answer.Unreadable.Count == 0) return ExitCode.Done;
        return answer.Indexed + answer.Unchanged > 0 ? ExitCode.PartlyDone : ExitCode.Error;
    }

    private static string TimesOf(StageSeconds stages) => string.Create(CultureInfo.InvariantCulture,
        $"decoding {stages.Decoding:0.00} s beside spectrograms {stages.Spectrograms:0.00} s, network {stages.Network:0.00} s, " +
        $"embedding {stages.Embedding:0.00} s, writing {stages.Writing:0.00} s, waiting for decoders {stages.Waiting:0.00} s");
}
