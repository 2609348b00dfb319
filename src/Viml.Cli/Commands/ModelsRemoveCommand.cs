using System.CommandLine;
using Viml.Cli.ModelStores;

namespace Viml.Cli.Commands;

/// <summary><c>viml models remove NAME</c>.</summary>
internal static class ModelsRemoveCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var name = Stores.Name("A model in the store.");
        var command = new ExampleCommand("remove", "Delete a model from the store, with what is left of a pull that was stopped.", "viml models remove fcn-msd") { name };
        command.SetAction(parsed =>
        {
            var doomed = parsed.GetRequiredValue(name);
            var freed = Stores.Of(surroundings).Remove(doomed);
            surroundings.Out.WriteLine($"Removed '{doomed}'. {Stores.Size(freed)} are free again.");
            return ExitCode.Done;
        });
        return command;
    }
}
