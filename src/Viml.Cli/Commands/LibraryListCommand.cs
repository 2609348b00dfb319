using System.CommandLine;
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
        var wide = new WideOption();
        var json = new JsonOption();
        var command = new ExampleCommand("list", "List the libraries.", "viml library list", "viml library list --json")
        { wide, json };
        command.SetAction(parsed =>
        {
            var all = environment.Libraries;
            var answer = new LibraryListAnswer([.. all.Names().Select(all.Describe)]);
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.LibraryListAnswer);
            else if (answer.Libraries.Count == 0) environment.Note("There is no library yet. Create one with: viml index DIR");
            else Table(answer.Libraries).Print(environment, parsed.GetValue(wide));
            return answer.Libraries.Count == 0 ? ExitCode.NothingFound : ExitCode.Done;
        });
        return command;
    }

    private static TextTable Table(IReadOnlyList<NamedLibrary> libraries)
    {
        var table = new TextTable(("Library", false), ("Tracks", true), ("Time", true), ("Bundle", false));
        foreach (var library in libraries)
            table.Add(
                [
                    library.Name, library.Contents is { } held ? held.Tracks.ToString("N0") : "-",
                    library.Contents is { } timed ? TimeText.Span(TimeSpan.FromSeconds(timed.Seconds)) : "-",
                    library.Meta?.BundleName ?? "-",
                ],
                library.Folders, library.Problem);
        return table;
    }
}
