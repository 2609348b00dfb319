using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Fitting;

namespace Viml.Cli.Commands;

/// <summary><c>viml train</c>: fits MusiCNN, the words encoder and ViML on a dataset and writes a bundle, or goes on with one.</summary>
internal static class TrainCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var standard = new TrainingOptions { Dataset = "", Output = "", Work = "" };
        var corpus = new Option<string>("--corpus") { Description = "The dataset folder, as corpus build makes it.", HelpName = "DIR", Required = true };
        var output = new Option<string>("--out", "-o") { Description = "The bundle folder to write.", HelpName = "DIR", Required = true };
        var work = new Option<string?>("--work") { Description = "Where checkpoints, loss curves and run records are kept. Default: the bundle folder with .work behind it.", HelpName = "DIR" };
        var name = new Option<string>("--name") { Description = "Name of the bundle.", HelpName = "NAME", DefaultValueFactory = _ => standard.Name };
        var seed = NumberOption.Create("--seed", "Decides every random choice.", 0, int.MaxValue, standard.Seed);
        var musicSteps = NumberOption.Create("--musicnn-steps", "Optimiser steps of MusiCNN.", 1, FittingOptions.MaximumSteps, standard.Music.Steps);
        var wordsSteps = NumberOption.Create("--words-steps", "Optimiser steps of the words encoder.", 1, FittingOptions.MaximumSteps, standard.Words.Steps);
        var modelSteps = NumberOption.Create("--viml-steps", "Optimiser steps of ViML.", 1, FittingOptions.MaximumSteps, standard.Model.Steps);
        var batch = NumberOption.Create("--batch", "Clips in a step of ViML; each is compared with all others.", 2, TrainingOptions.MaximumBatch, standard.ModelBatch);
        var textDropout = NumberOption.Create("--text-dropout", "How often a text is left out while training.", 0d, 1d, standard.TextDropout);
        var videoDropout = NumberOption.Create("--video-dropout", "How often a video is left out while training.", 0d, 1d, standard.VideoDropout);
        var dropout = NumberOption.Create("--viml-dropout", "Dropout inside the Transformers of ViML.", 0d, 0.9, standard.ModelDropout);
        var tagWeight = NumberOption.Create("--tag-weight", "Weight of naming the music's tags beside finding the music; with 0 the space of ViML is shaped by finding alone.", 0d, 1000d, standard.TagWeight);
        var full = new Option<bool>("--full") { Description = "Sizes of the paper's design instead of those of the built-in bundle." };
        var json = new JsonOption();

        var command = new ExampleCommand("train",
            "Fit the models on a dataset, measure them on its test split and write a bundle. A run that was stopped goes on when started again.",
            "viml train --corpus corpus --out my-bundle",
            "viml recommend trip.mp4 --bundle my-bundle --music ~/Music")
        { corpus, output, work, name, seed, musicSteps, wordsSteps, modelSteps, batch, textDropout, videoDropout, dropout, tagWeight, full, json };
        command.Subcommands.Add(TrainDeepSimCommand.Create(surroundings));

        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var options = new TrainingOptions
            {
                Dataset = Path.GetFullPath(parsed.GetRequiredValue(corpus)),
                Output = folder,
                Work = Path.GetFullPath(parsed.GetValue(work) ?? Path.TrimEndingDirectorySeparator(folder) + ".work"),
                Name = parsed.GetRequiredValue(name),
                Command = CommandLine(parsed),
                Seed = parsed.GetValue(seed),
                Music = standard.Music with { Steps = parsed.GetValue(musicSteps) },
                Words = standard.Words with { Steps = parsed.GetValue(wordsSteps) },
                Model = standard.Model with { Steps = parsed.GetValue(modelSteps) },
                ModelBatch = parsed.GetValue(batch),
                TextDropout = parsed.GetValue(textDropout),
                VideoDropout = parsed.GetValue(videoDropout),
                ModelDropout = parsed.GetValue(dropout),
                TagWeight = parsed.GetValue(tagWeight),
                FullModel = parsed.GetValue(full),
            };
            UsageException.Unless(options.Validate);
            var result = ProgressDisplay.Run(surroundings, "Training", report =>
            {
                var steps = new TrainingSteps(options, report);
                return BundleTrainer.Run(options, steps, steps, surroundings.Cancellation);
            });
            if (parsed.GetValue(json)) JsonText.Write(surroundings.Out, result.Evaluation, AnswerJson.Default.IReadOnlyDictionaryStringDouble);
            else Print(surroundings, folder, result);
            foreach (var reason in result.LeftOut) surroundings.Note($"Left out {reason}");
            return result.LeftOut.Count == 0 ? ExitCode.Done : ExitCode.PartlyDone;
        });
        return command;
    }

    /// <summary>The command without the user's folders: a bundle travels, and other machines have other paths.</summary>
    internal static string CommandLine(ParseResult parsed) => string.Join(' ', new[] { "viml" }.Concat(parsed.Tokens.Select(token =>
        Path.IsPathRooted(token.Value) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(token.Value)) : token.Value)));

    private static void Print(Surroundings surroundings, string folder, TrainingResult result)
    {
        surroundings.Out.WriteLine($"Bundle {result.Manifest.Name} in {FittedText.Printable(folder)}");
        foreach (var (figure, value) in result.Evaluation)
            surroundings.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-32} {value,9:0.####}"));
    }

    /// <summary>Brings the stages to one scale: roughly the seconds a step of each takes on two cores.</summary>
    private sealed class TrainingSteps(TrainingOptions options, Action<WorkStep> report) : IProgress<PreparationProgress>, IProgress<FittingProgress>
    {
        private const double PerClip = 0.2, PerMusicStep = 0.6, PerWordsStep = 0.08, PerModelStep = 0.8;
        private double _clips;

        private double Total => PerClip * _clips + PerMusicStep * options.Music.Steps + PerWordsStep * options.Words.Steps + PerModelStep * options.Model.Steps;

        public void Report(PreparationProgress value)
        {
            _clips = value.Total;
            report(new WorkStep(PerClip * value.Done, Total, string.Create(CultureInfo.InvariantCulture, $"clips {value.Done:N0}/{value.Total:N0}")));
        }

        public void Report(FittingProgress value)
        {
            var done = PerClip * _clips + value.Task switch
            {
                "musicnn" => PerMusicStep * value.Step,
                "words" => PerMusicStep * options.Music.Steps + PerWordsStep * value.Step,
                _ => PerMusicStep * options.Music.Steps + PerWordsStep * options.Words.Steps + PerModelStep * value.Step,
            };
            report(new WorkStep(done, Total, string.Create(CultureInfo.InvariantCulture, $"{value.Task}, loss {value.Loss:0.000}")));
        }
    }
}
