using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;

namespace Viml.Cli.Commands;

/// <summary><c>viml library remove NAME</c>.</summary>
internal static class LibraryRemoveCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var name = new LibraryNameArgument(isRequired: true);
        var json = new JsonOption();
        var command = new ExampleCommand(
            "remove", "Remove a library. The music is not touched.", "viml library remove evening") { name, json };
        command.SetAction(parsed =>
        {
            var removed = parsed.GetRequiredValue(name)!;
            environment.Libraries.Remove(removed);
            if (parsed.GetValue(json)) environment.Answer(new LibraryRemoveAnswer(removed), AnswerJson.Default.LibraryRemoveAnswer);
            else environment.Out.WriteLine($"Removed the library '{removed}'. The music was not touched.");
            return ExitCode.Done;
        });
        return command;
    }
}
