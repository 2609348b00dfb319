using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Models;
using Viml.Training.Extraction;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset extract</c>: makes the features of the clips of a dataset.</summary>
internal static class DatasetExtractCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var dataset = DatasetCommand.Folder();
        var encoders = new MethodEncoderOptions();
        var json = new JsonOption();
        var command = new ExampleCommand("extract",
            "Make the features of every clip by encoders of video and music, and keep them in the dataset. An interrupted run resumes; a "
                + "broken file is named and left out.",
            "viml dataset extract clips",
            "viml dataset extract clips --video-encoder scene --music-encoder musicnn") { dataset };
        encoders.AddTo(command, withText: false);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(dataset));
            var preset = encoders.Read(parsed);
            var registry = environment.Encoders(() => bundle.Load(parsed, environment), null);
            IEncoder[] chosen = [.. preset.VideoEncoders.Select(name => registry.Open(name, Modality.Video).Encoder),
                registry.Open(preset.MusicEncoder, Modality.Music).Encoder];
            var results = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Extracting", report => chosen.Select(
                encoder => FeatureExtraction.Run(folder, encoder, new StageProgress(report), environment.Cancellation)).ToArray()));
            if (parsed.GetValue(json)) environment.Answer(results, ProgramJson.Default.IReadOnlyListExtractionResult);
            else Print(environment, results);
            return TrainCommand.Exit(
                environment, [.. results.SelectMany(result => result.Failed).Select(failure => failure.ToString()).Distinct()]);
        });
        return command;
    }

    private static void Print(AppEnvironment environment, IReadOnlyList<ExtractionResult> results)
    {
        var table = new TextTable(("Encoder", false), ("Clips", true), ("Kept", true), ("Made", true), ("Left out", true));
        foreach (var result in results)
            table.Add([result.Encoder, .. new[] { result.Clips, result.Kept, result.Made, result.Failed.Count }
                .Select(count => count.ToString("N0", CultureInfo.InvariantCulture))]);
        table.Print(environment);
    }
}
