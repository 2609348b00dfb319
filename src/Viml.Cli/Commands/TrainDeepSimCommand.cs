using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Models.Music;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;

namespace Viml.Cli.Commands;

/// <summary><c>viml train deepsim</c>: trains the network behind <c>viml similar</c> on a dataset.</summary>
internal static class TrainDeepSimCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var standard = new DeepSimOptions { Dataset = "", Output = "", Work = "" };
        var corpus = TrainCommand.CorpusOption();
        var output = new Option<string>("--out", "-o") { Description = "The model folder to write.", HelpName = "DIR", Required = true };
        var work = TrainingFlags.WorkOption("model");
        var name = new Option<string>("--name")
        {
            Description = "Name of the model.", HelpName = "NAME", DefaultValueFactory = _ => standard.Name,
        };
        var seed = NumberOption.Create("--seed", "Decides every random choice.", 0, int.MaxValue, standard.Seed);
        var steps = TrainingFlags.StepsOption("--steps", "Optimiser steps.", standard.Fitting);
        var batch = NumberOption.Create(
            "--batch", "Clips in a step; two windows of each are compared with all others.", 2, DeepSimOptions.MaximumBatch,
            standard.Batch);
        var track = NumberOption.Create("--track-weight",
            "Weight of the loss that keeps windows of one piece together, beside genre, mood, instruments and tempo.", 0d, 100d,
            standard.TrackWeight);
        var full = new Option<bool>("--full") { Description = "Use the published size, which takes ten times the work." };
        var json = new JsonOption();
        var command = new ExampleCommand("deepsim",
            "Train a network that measures how similar two pieces sound in genre, mood, instruments and tempo, and evaluate it on the test "
                + "split. An interrupted run resumes.",
            "viml train deepsim --corpus corpus --out my-deepsim",
            "viml similar song.mp3 --model my-deepsim --music ~/Music")
        { corpus, output, work, name, seed, steps, batch, track, full, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var options = new DeepSimOptions
            {
                Dataset = Path.GetFullPath(parsed.GetRequiredValue(corpus)),
                Output = folder,
                Work = TrainingFlags.WorkFolder(parsed.GetValue(work), folder),
                Name = parsed.GetRequiredValue(name),
                Command = TrainingFlags.CommandLine(parsed),
                Seed = parsed.GetValue(seed),
                Network = parsed.GetValue(full) ? DeepSimConfig.Full : DeepSimConfig.Compact,
                Fitting = standard.Fitting with { Steps = parsed.GetValue(steps) },
                Batch = parsed.GetValue(batch),
                TrackWeight = parsed.GetValue(track),
            };
            UsageException.Wrap(options.Validate);
            var result = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Training", report =>
            {
                var progress = new StageProgress(report);
                return DeepSimTrainer.Run(options, progress, progress, environment.Cancellation);
            }));
            if (parsed.GetValue(json)) environment.Answer(result.Manifest.Evaluation, ProgramJson.Default.IReadOnlyDictionaryStringDouble);
            else Print(environment, folder, result);
            return TrainCommand.Exit(environment, result.LeftOut);
        });
        return command;
    }

    private static void Print(AppEnvironment environment, string folder, DeepSimResult result)
    {
        environment.Out.WriteLine($"DeepSim {result.Manifest.Name} in {FittedText.Printable(folder)}");
        if (result.Table.Count == 0) return;
        environment.Out.WriteLine("Triplet accuracy on held-out pieces:");
        var table = new TextTable(
            ("Space", false), ("Model", false), ("Genre", true), ("Mood", true), ("Instr.", true), ("Tempo", true), ("Overall", true),
            ("Track", true));
        foreach (var row in result.Table)
            table.Add([row.Space, row.Model, .. Numbers(row)]);
        table.Print(environment);
    }

    private static IEnumerable<string> Numbers(TripletRow row) => row.Accuracy.ToList().Append(row.Overall).Append(row.Track)
        .Select(value => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "-");
}
