using System.CommandLine;
using Viml.Cli.ModelStores;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Engine.Weights;

namespace Viml.Cli.Commands;

/// <summary><c>viml models convert IN OUT</c>.</summary>
internal static class ModelsConvertCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var input = new MediaArgument("IN", "A PyTorch checkpoint, a TorchScript archive or a safetensors file.", "weight file");
        var output = new Argument<string>("OUT") { Description = "The safetensors file to write. It must not exist." };
        var command = new ExampleCommand(
            "convert", "Convert a weight file to safetensors. No code in the file is run.",
            "viml models convert model.pth model.safetensors")
        {
            input, output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            if (File.Exists(path)) throw new UsageException($"'{path}' already exists. Choose another name, or remove it first.");
            using var source = WeightFile.Open(parsed.GetRequiredValue(input));
            WeightFile.SaveAsSafeTensors(source, path);
            var tensors = CountText.Of(source.Names.Count, "tensor");
            environment.Out.WriteLine($"Wrote {tensors}, {Stores.Size(new FileInfo(path).Length)}: {path}");
            return ExitCode.Done;
        });
        return command;
    }
}
