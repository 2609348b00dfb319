using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Models;
using Viml.Models.MiniLm;
using Viml.Models.Pictures;
using Viml.Models.ResNet;
using Viml.Training.Pictures;

namespace Viml.Cli.Commands;

/// <summary><c>viml train pictures</c>: fits the map from pictures to sentences on labelled photographs.</summary>
internal static class TrainPicturesCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var photographs = new Option<string>("--photos")
        {
            Description = "Folder of photographs named after what they show, such as sea_shore.jpg or n09428293_sea_shore.jpg with the "
                + "number of WordNet in front.",
            HelpName = "DIR", Required = true,
        };
        var nouns = new Option<string?>("--wordnet")
        {
            Description = "The file data.noun of WordNet 3.0, for photographs with its numbers: finds twice as well as names alone.",
            HelpName = "FILE",
        };
        var output = new Option<string>("--out", "-o") { Description = "The model folder to write.", HelpName = "DIR", Required = true };
        var json = new JsonOption();
        var command = new ExampleCommand("pictures",
            $"Fit the map of the encoder {PictureLanguageEncoder.EncoderName}, which puts what {ResNetEncoder.EncoderName} sees into the "
                + $"space of {MiniLmEncoder.EncoderName}'s sentences, and measure it on classes that it never saw.",
            "viml train pictures --photos photos --wordnet data.noun --out resnet18-minilm")
        { photographs, nouns, output, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var encoders = AppEnvironment.Table(environment.Variable, environment.ProgramFolder);
            var options = new PictureMapOptions
            {
                Photographs = Path.GetFullPath(parsed.GetRequiredValue(photographs)),
                Nouns = parsed.GetValue(nouns) is { } file ? Path.GetFullPath(file) : null,
                Output = folder,
                Command = TrainingFlags.CommandLine(parsed),
            };
            var pictures = (ResNetEncoder)encoders.Open(ResNetEncoder.EncoderName, Modality.Video);
            var texts = (MiniLmEncoder)encoders.Open(MiniLmEncoder.EncoderName, Modality.Text);
            var result = ProgressDisplay.Run(environment, "Photographs", report => PictureMapTrainer.Run(
                options, pictures, texts, (done, total) => report(new WorkStep(done, total)), environment.Cancellation));
            if (parsed.GetValue(json)) environment.Answer(result.Manifest.Evaluation, ProgramJson.Default.IReadOnlyDictionaryStringDouble);
            else
            {
                environment.Out.WriteLine(
                    $"{PictureLanguageEncoder.EncoderName} {result.Manifest.Version} in {FittedText.Printable(folder)}");
                foreach (var (figure, value) in result.Manifest.Evaluation)
                    environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-24} {value,9:0.####}"));
            }
            return TrainCommand.Exit(environment, result.LeftOut);
        });
        return command;
    }
}
