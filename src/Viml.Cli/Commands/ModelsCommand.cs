using System.CommandLine;

namespace Viml.Cli.Commands;

/// <summary><c>viml models</c>: the commands about public models.</summary>
internal static class ModelsCommand
{
    public static Command Create(Surroundings surroundings) =>
        new ExampleCommand(
            "models", "Install, verify and remove public models, and convert weights.", "viml models list",
            "viml models pull musicnn-jamendo")
        {
            ModelsListCommand.Create(surroundings),
            ModelsPullCommand.Create(surroundings),
            ModelsAddCommand.Create(surroundings),
            ModelsVerifyCommand.Create(surroundings),
            ModelsRemoveCommand.Create(surroundings),
            ModelsPathCommand.Create(surroundings),
            ModelsConvertCommand.Create(surroundings),
        };
}
