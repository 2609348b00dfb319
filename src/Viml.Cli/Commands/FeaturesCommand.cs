using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Encoding;

namespace Viml.Cli.Commands;

/// <summary><c>viml features FILE</c>: exports the features of a video, a track or texts.</summary>
internal static class FeaturesCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var file = new MediaArgument("FILE", "A video, a track, or a text file (*.txt) with one text per line.", "file");
        var encoder = new Option<string>("--encoder", "-e")
        {
            Description = "The encoder; 'viml encoders' lists them.", HelpName = "NAME", Required = true,
        };
        var model = new Option<string?>("--model")
        {
            Description = "The folder with the weights of an encoder that is not installed.", HelpName = "FOLDER",
        };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The safetensors file to write.", HelpName = "FILE", Required = true,
        };
        var command = new ExampleCommand("features", "Export an encoder's features of a file.",
            "viml features trip.mp4 --encoder scene -o trip.safetensors",
            "viml features trip.mp4 -e clip-vit-b32 --model ~/clip -o trip.safetensors") { file, encoder, model, output };
        command.Validators.Add(result =>
        {
            if (result.GetValue(model) is { } folder && !Directory.Exists(folder) && !File.Exists(folder))
                result.AddError($"--model: '{folder}' does not exist.");
        });
        command.SetAction(parsed =>
        {
            var registry = environment.Encoders(() => bundle.Load(parsed, environment), parsed.GetValue(model));
            var extracted = new FeatureExtractor(registry).Extract(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(encoder), environment.Cancellation);
            foreach (var warning in extracted.Warnings) environment.Note(FittedText.Printable(warning));
            var path = parsed.GetRequiredValue(output);
            extracted.Save(path);
            environment.Out.WriteLine($"{FittedText.Printable(path)}: {FeatureText.Describe(extracted)}");
            return ExitCode.Done;
        });
        return command;
    }
}
