using System.CommandLine;
using Viml.Cli.ModelStores;
using Viml.Cli.Output;
using Viml.Library.PublicModels;

namespace Viml.Cli.Commands;

/// <summary><c>viml models pull NAME</c>.</summary>
internal static class ModelsPullCommand
{
    private const string MirrorVariable = "VIML_MIRROR";

    public static Command Create(AppEnvironment environment)
    {
        var name = Stores.Name("A public model. See: viml models list");
        var mirror = new Option<string?>("--mirror")
        {
            Description = $"Download ADDRESS/NAME/FILE instead of the publisher's files; by default {MirrorVariable}. "
                + "Sizes and hashes are still checked.",
            HelpName = "ADDRESS",
        };
        mirror.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !IsAddress(result.Tokens[0].Value))
                result.AddError($"'{result.Tokens[0].Value}' is not an address: it must begin with http:// or https://.");
        });
        var command = new ExampleCommand(
            "pull", "Download and install a public model. An interrupted download is resumed.", "viml models pull musicnn-jamendo")
        {
            name, mirror,
        };
        command.SetAction(parsed =>
        {
            var store = Stores.Of(environment);
            var model = store.Registry.Find(parsed.GetRequiredValue(name));
            if (store.Has(model.Name))
            {
                environment.Out.WriteLine($"'{model.Name}' is already installed: {store.FolderOf(model.Name)}");
                return ExitCode.Done;
            }

            var from = parsed.GetValue(mirror) ?? environment.Variable(MirrorVariable);
            if (string.IsNullOrEmpty(from)) from = null;
            if (from is not null && !IsAddress(from))
                throw new UsageException($"{MirrorVariable} is '{from}', which is not an address: it must begin with http:// or https://.");
            environment.Note($"{model.Name} from {from ?? model.Source}, {Stores.Size(model.Size)}. Licence: {model.LicenceText}.");
            using var download = new Download();
            InterruptedException.Explain(
                () => "The part received is kept; run the same command again to go on.",
                () => ProgressDisplay.Run(environment, $"Downloading {model.Name}", report => new ModelPull(store, download).Run(
                    model, from, progress => report(new WorkStep(progress.Done, progress.Total)), environment.Cancellation)));
            environment.Out.WriteLine($"Installed '{model.Name}': {store.FolderOf(model.Name)}");
            environment.Note($"Licence: {model.LicenceText}.");
            return ExitCode.Done;
        });
        return command;
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https");
}
