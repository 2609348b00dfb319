using System.CommandLine;
using Viml.Cli.ModelStores;

namespace Viml.Cli.Commands;

/// <summary><c>viml models path [NAME]</c>.</summary>
internal static class ModelsPathCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var name = new Argument<string?>("NAME")
        {
            Description = "An installed model; by default the folder of all models.", Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new ExampleCommand(
            "path", "Print the folder of the installed models, or of one of them.", "viml models path",
            "viml models path musicnn-jamendo")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            var store = Stores.Of(environment);
            environment.Out.WriteLine(parsed.GetValue(name) is { } one ? store.FolderOf(store.Find(one).Name) : environment.Paths.Models);
            return ExitCode.Done;
        });
        return command;
    }
}
