using System.CommandLine;

namespace Viml.Cli.Commands;

/// <summary><c>viml models</c>: the commands about public models.</summary>
internal static class ModelsCommand
{
    public static Command Create(AppEnvironment environment) =>
        new ExampleCommand(
            "models", "Install, verify and remove public models, and convert weights.", "viml models list",
            "viml models pull musicnn-jamendo")
        {
            ModelsListCommand.Create(environment),
            ModelsPullCommand.Create(environment),
            ModelsAddCommand.Create(environment),
            ModelsVerifyCommand.Create(environment),
            ModelsRemoveCommand.Create(environment),
            ModelsPathCommand.Create(environment),
            ModelsConvertCommand.Create(environment),
        };
}
