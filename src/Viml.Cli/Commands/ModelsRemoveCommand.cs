using System.CommandLine;
using Viml.Cli.ModelStores;

namespace Viml.Cli.Commands;

/// <summary><c>viml models remove NAME</c>.</summary>
internal static class ModelsRemoveCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var name = Stores.Name("An installed model.");
        var command = new ExampleCommand(
            "remove", "Remove an installed model, or what an interrupted download left of it.", "viml models remove fcn-msd")
        {
            name,
        };
        command.SetAction(parsed =>
        {
            var model = parsed.GetRequiredValue(name);
            var freed = Stores.Of(environment).Remove(model);
            environment.Out.WriteLine($"Removed '{model}' and freed {Stores.Size(freed)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
