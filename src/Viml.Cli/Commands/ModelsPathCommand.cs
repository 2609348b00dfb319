using System.CommandLine;
using Viml.Cli.ModelStores;

namespace Viml.Cli.Commands;

/// <summary><c>viml models path [NAME]</c>.</summary>
internal static class ModelsPathCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var name = new Argument<string?>("NAME") { Description = "A model in the store; the store itself if left out.", Arity = ArgumentArity.ZeroOrOne };
        var command = new ExampleCommand("path", "Print the folder of the store, or of a model in it.", "viml models path", "viml models path musicnn-jamendo") { name };
        command.SetAction(parsed =>
        {
            var store = Stores.Of(surroundings);
            surroundings.Out.WriteLine(parsed.GetValue(name) is { } one ? store.FolderOf(store.Find(one).Name) : surroundings.Paths.Models);
            return ExitCode.Done;
        });
        return command;
    }
}
