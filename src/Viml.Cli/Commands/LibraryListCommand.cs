using System.CommandLine;
using Spectre.Console;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Library.Catalog;

namespace Viml.Cli.Commands;

/// <summary><c>viml library list</c>.</summary>
internal static class LibraryListCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var json = new JsonOption();
        var command = new ExampleCommand("list", "List the libraries.", "viml library list", "viml library list --json") { json };
        command.SetAction(parsed =>
        {
            var all = environment.Libraries;
            var answer = new LibraryListAnswer([.. all.Names().Select(all.Describe)]);
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.LibraryListAnswer);
            else if (answer.Libraries.Count == 0) environment.Note("There is no library yet. Create one with: viml index DIR");
            else environment.Print(Table(answer.Libraries, environment.Width));
            return answer.Libraries.Count == 0 ? ExitCode.NothingFound : ExitCode.Done;
        });
        return command;
    }

    private static Table Table(IReadOnlyList<NamedLibrary> libraries, int width)
    {
        var table = TextTable.Create(("Library", false), ("Tracks", true), ("Time", true), ("Bundle", false), ("Folders", false));
        var folderWidth = Math.Max(20, width - 58);
        foreach (var library in libraries)
        {
            var folders = library.Problem is { } problem
                ? FittedText.Printable(problem)
                : string.Join('\n', library.Folders.Select(folder => FittedText.Path(folder, folderWidth)));
            table.AddRow(
                new Text(FittedText.End(library.Name, 24)),
                new Text(library.Contents is { } held ? held.Tracks.ToString("N0") : "-"),
                new Text(library.Contents is { } timed ? TimeText.Span(TimeSpan.FromSeconds(timed.Seconds)) : "-"),
                new Text(library.Meta?.BundleName ?? "-"),
                new Text(folders));
        }
        return table;
    }
}
