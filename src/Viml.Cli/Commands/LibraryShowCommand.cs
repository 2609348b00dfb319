using System.CommandLine;
using Spectre.Console;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Describing;

namespace Viml.Cli.Commands;

/// <summary><c>viml library show [NAME]</c>.</summary>
internal static class LibraryShowCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var name = new LibraryNameArgument(isRequired: false);
        var tracks = new Option<bool>("--tracks") { Description = "List the tracks, each with a sentence about it." };
        var json = new JsonOption();
        var command = new ExampleCommand(
            "show", "Show what a library holds, and which files could not be indexed.", "viml library show",
                "viml library show evening --tracks")
        { name, tracks, json };
        command.SetAction(parsed =>
        {
            var library = environment.Libraries.Describe(parsed.GetValue(name) ?? LibraryName.Default);
            var answer = new LibraryShowAnswer(library, library.Problem is null ? Failures(environment.Libraries, library.Name) : []);
            if (parsed.GetValue(tracks) && library.Problem is null)
                answer = answer with { Tracks = Tracks(environment.Libraries, library.Name, bundle.Load(parsed, environment)) };
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.LibraryShowAnswer);
            else Print(environment, answer);
            return library.Problem is null ? ExitCode.Done : ExitCode.Error;
        });
        return command;
    }

    private static IReadOnlyList<FileFailure> Failures(ILibraries libraries, string name)
    {
        using var library = libraries.OpenReadOnly(name);
        return library.Failures();
    }

    private static IReadOnlyList<TrackSummary> Tracks(ILibraries libraries, string name, ModelSet models)
    {
        using var library = libraries.OpenReadOnly(name);
        return TrackSentences.Of(library.Tracks(), models);
    }

    private static void Print(AppEnvironment environment, LibraryShowAnswer answer)
    {
        var (library, failures) = answer;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Row(string what, string value) => grid.AddRow(new Text(what), new Text(value));

        Row("Library", library.Name);
        Row("File", FittedText.Printable(library.Path));
        if (library.Problem is { } problem) Row("Problem", problem);
        foreach (var folder in library.Folders) Row("Folder", FittedText.Printable(folder));
        if (library.Contents is { } contents)
        {
            Row("Tracks",
                $"{contents.Tracks:N0} in {CountText.Of(contents.Files, "file")}, " +
                $"{TimeText.Span(TimeSpan.FromSeconds(contents.Seconds))}, {CountText.Of(contents.Segments, "segment")}");
            if (contents.Missing > 0) Row("Missing", $"{CountText.Of(contents.Missing, "file")}, kept in case they return");
        }
        if (library.Meta is { } meta)
            Row("Bundle",
                $"{meta.BundleName} {meta.BundleHash[..Math.Min(12, meta.BundleHash.Length)]} " +
                $"(music encoder {meta.Encoder} {meta.EncoderVersion})");
        if (library.Program is { } program) Row("Made by", program);
        environment.Print(grid);
        foreach (var track in answer.Tracks ?? [])
        {
            environment.Out.WriteLine();
            environment.Out.WriteLine(FittedText.End(TrackName.Of(track.Title, track.Artist, track.Path), environment.Width));
            environment.Out.WriteLine($"  {track.Description ?? "Nothing stands out."}");
        }

        if (failures.Count == 0) return;
        environment.Out.WriteLine();
        environment.Out.WriteLine($"{CountText.Of(failures.Count, "file")} could not be indexed:");
        foreach (var failure in failures)
            environment.Out.WriteLine($"  {FittedText.Printable(failure.Path)}: {FittedText.Printable(failure.Reason)}");
    }
}
