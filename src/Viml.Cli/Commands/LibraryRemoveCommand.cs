using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Catalog;

namespace Viml.Cli.Commands;

/// <summary><c>viml library remove NAME</c>.</summary>
internal static class LibraryRemoveCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var name = new LibraryNameArgument(isRequired: true);
        var json = new JsonOption();
        var command = new ExampleCommand("remove", "Forget a library. The music itself is not touched.", "viml library remove evening") { name, json };
        command.SetAction(parsed =>
        {
            var removed = parsed.GetRequiredValue(name)!;
            new NamedLibraries(surroundings.Paths).Remove(removed);
            if (parsed.GetValue(json)) JsonText.Write(surroundings.Out, new LibraryRemoveAnswer(removed), AnswerJson.Default.LibraryRemoveAnswer);
            else surroundings.Out.WriteLine($"Removed the library '{removed}'. The music is untouched.");
            return ExitCode.Done;
        });
        return command;
    }
}
