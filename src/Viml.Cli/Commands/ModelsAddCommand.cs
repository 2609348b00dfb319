using System.CommandLine;
using Viml.Cli.ModelStores;

namespace Viml.Cli.Commands;

/// <summary><c>viml models add FOLDER</c>.</summary>
internal static class ModelsAddCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "A folder with the files of a model. The folder's name becomes the name of the model.",
        };
        var command = new ExampleCommand(
            "add", "Install a model from a folder, for example on a computer without a network.",
            "viml models add ~/Downloads/musicnn-jamendo")
        {
            folder,
        };
        command.SetAction(parsed =>
        {
            var store = Stores.Of(environment);
            var model = store.Add(parsed.GetRequiredValue(folder), environment.Cancellation);
            var files = model.Files.Count == 1 ? "1 file" : $"{model.Files.Count} files";
            environment.Out.WriteLine($"Installed '{model.Name}': {files}, {Stores.Size(model.Size)}, {store.FolderOf(model.Name)}");
            return ExitCode.Done;
        });
        return command;
    }
}
