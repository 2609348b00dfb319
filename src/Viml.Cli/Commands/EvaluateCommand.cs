using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Fitting;
using Viml.Training.Methods;
using Viml.Training.Paper;

namespace Viml.Cli.Commands;

/// <summary><c>viml evaluate</c>: trains and measures the methods of the paper's tables on a dataset.</summary>
internal static class EvaluateCommand
{
    private const string PaperSuiteName = "paper";

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var standard = new PaperOptions { Dataset = "", Work = "" };
        var training = standard.Training;
        var suite = new Option<string>("--suite") { Description = "What is measured: the two tables of the paper.", Required = true };
        suite.AcceptOnlyFromAmong(PaperSuiteName);
        var dataset = new Option<string>("--dataset", "-d") { Description = "The dataset folder.", HelpName = "DIR", Required = true };
        var output = new Option<string>("--out", "-o")
        {
            Description = "The folder for paper.md, paper.csv and paper.html.", HelpName = "DIR", Required = true,
        };
        var work = new Option<string?>("--work")
        {
            Description = "Folder for checkpoints and run records. Default: the output folder with .work added.",
            HelpName = "DIR",
        };
        var encoders = new MethodEncoderOptions();
        var steps = TrainingFlags.StepsOption("--steps", "Optimiser steps of each training.", training.Fitting);
        var batch = NumberOption.Create("--batch", "Clips in a step.", 2, TrainingOptions.MaximumBatch, training.Batch);
        var patience = NumberOption.Create("--patience",
            "Validations without a better figure that end a training early; 0 takes every step.", 0, 100_000, training.Fitting.Patience);
        var runs = NumberOption.Create("--runs", "How often each method is trained, with seeds that follow each other.", 1, 100,
            standard.Runs);
        var seed = NumberOption.Create("--seed", "Decides every random choice.", 0, int.MaxValue - 1000, training.Seed);
        var trackPool = NumberOption.Create("--track-pool", "Tracks that a query is ranked against in Table 1.", 2, 1_000_000,
            standard.TrackPool);
        var clipPool = NumberOption.Create("--clip-pool", "Clips that a query is ranked against in Table 2.", 2, 1_000_000,
            standard.ClipPool);
        var pools = NumberOption.Create("--pools", "Pools that are drawn for each table.", 1, 10_000, standard.Pools);
        var seconds = NumberOption.Create("--segment", "Length of a clip of Table 2, in seconds.", 1d, 3600d, standard.SegmentSeconds);
        var command = new ExampleCommand("evaluate",
            "Train and measure Prétet, MVPt, MVPt+, ViML and chance in the two tables of the paper, beside its own figures. An interrupted "
                + "run resumes.",
            "viml evaluate --suite paper --dataset corpus --out results",
            "viml evaluate --suite paper -d set -o out --track-pool 100 --clip-pool 100",
            "viml evaluate --suite paper -d benchmark -o out --video-encoder scene --runs 3")
        {
            suite, dataset, output, work, steps, batch, patience, runs, seed, trackPool, clipPool, pools, seconds,
        };
        encoders.AddTo(command, withText: true);
        command.Subcommands.Add(EvaluateDescriptionsCommand.Create(environment, bundle));
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var options = new PaperOptions
            {
                Dataset = Path.GetFullPath(parsed.GetRequiredValue(dataset)),
                Work = TrainingFlags.WorkFolder(parsed.GetValue(work), folder),
                Preset = encoders.Read(parsed),
                Training = training with
                {
                    Fitting = training.Fitting with { Steps = parsed.GetValue(steps), Patience = parsed.GetValue(patience) },
                    Batch = parsed.GetValue(batch),
                    Seed = parsed.GetValue(seed),
                },
                Runs = parsed.GetValue(runs),
                TrackPool = parsed.GetValue(trackPool),
                ClipPool = parsed.GetValue(clipPool),
                Pools = parsed.GetValue(pools),
                SegmentSeconds = parsed.GetValue(seconds),
                Command = TrainingFlags.CommandLine(parsed),
            };
            UsageException.Wrap(options.Validate);
            var registry = environment.Encoders(() => bundle.Load(parsed, environment), null);
            var (report, leftOut) = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Evaluating", show =>
            {
                var progress = new StageProgress(show);
                return PaperSuite.Run(
                    options, (name, modality) => registry.Open(name, modality).Encoder, progress,
                    progress.Trainings<PaperProgress>(value => (value.Done, value.Total, value.Training)), environment.Cancellation);
            }));
            var paths = report.Write(folder);
            foreach (var table in report.Tables) Print(environment, table);
            foreach (var difference in report.Differences) environment.Note(difference);
            foreach (var path in paths) environment.Out.WriteLine(FittedText.Printable(path));
            return TrainCommand.Exit(environment, leftOut);
        });
        return command;
    }

    private static void Print(AppEnvironment environment, PaperTable table)
    {
        environment.Out.WriteLine(table.Title);
        var text = new TextTable(
            ("Method", false), ("Query", false), ("MedR", true), ("R@1", true), ("R@5", true), ("R@10", true), ("Paper R@1", true));
        foreach (var row in table.Rows)
            text.Add([row.Name, row.Query,
                row.Measured.MedianRank.Value.ToString("0.#", CultureInfo.InvariantCulture), Percent(row.Measured.RecallAt1.Value),
                Percent(row.Measured.RecallAt5.Value), Percent(row.Measured.RecallAt10.Value),
                row.Paper?.RecallAt1.ToString("0.00", CultureInfo.InvariantCulture) ?? ""]);
        text.Print(environment);
        foreach (var step in table.Order)
            environment.Note($"{step.Lower.Label} < {step.Upper.Label}: {step.Verdict}");
        foreach (var missing in table.Missing) environment.Note($"Not measured: {missing}");
        environment.Out.WriteLine();
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
