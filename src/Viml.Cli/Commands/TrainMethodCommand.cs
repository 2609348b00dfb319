using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Evaluation;
using Viml.Training.Methods;

namespace Viml.Cli.Commands;

/// <summary><c>viml train viml | mvpt | pretet</c>: trains one of the paper's methods on a dataset and measures it.</summary>
internal static class TrainMethodCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle, string method)
    {
        var takesText = method == "viml";
        var flags = new MethodTrainingFlags();
        var tune = new Option<bool>("--tune") { Description = "Choose the temperature on the validation clips: MVPt+." };
        var command = new ExampleCommand(method, Description(method),
            $"viml train {method} --dataset benchmark --out my-{method}",
            $"viml train {method} -d set -o out --segment 30{(takesText ? " --text prompt2text" : "")}");
        flags.AddTo(command, takesText);
        if (method == "mvpt") command.Options.Add(tune);
        command.SetAction(parsed =>
        {
            var options = flags.Read(parsed, method == "mvpt" && parsed.GetValue(tune) ? "mvpt+" : method);
            UsageException.Wrap(options.Validate);
            var registry = environment.Encoders(() => bundle.Load(parsed, environment), null);
            var result = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Training", report =>
            {
                var progress = new StageProgress(report);
                return MethodTrainer.Run(
                    options, (name, modality) => registry.Open(name, modality).Encoder, progress, progress, environment.Cancellation);
            }));
            environment.Out.WriteLine($"{options.Method} in {FittedText.Printable(options.Output)}");
            environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Validation: {100 * result.Validation:0.00}"));
            Print(environment, result.Test);
            return TrainCommand.Exit(environment, result.LeftOut);
        });
        return command;
    }

    private static string Description(string method) => method switch
    {
        "viml" => "Train ViML on a dataset: a video and a text are one query.",
        "mvpt" => "Train MVPt on a dataset: a video alone is the query.",
        _ => "Train the model of Prétet et al. on a dataset: mean features and a triplet loss.",
    } + " Its figures are measured on the test split. An interrupted run resumes.";

    private static void Print(AppEnvironment environment, IReadOnlyList<QueryFigures> test)
    {
        if (test is not [{ Figures: var some }, ..]) return;
        environment.Out.WriteLine($"Test: {some.Describe()}, recall in percent");
        var table = new TextTable(("Query", false), ("MedR", true), ("R@1", true), ("R@5", true), ("R@10", true));
        foreach (var (query, figures) in test)
            table.Add([query, figures.MedianRank.Value.ToString("0.#", CultureInfo.InvariantCulture), Percent(figures.RecallAt1),
                Percent(figures.RecallAt5), Percent(figures.RecallAt10)]);
        table.Print(environment);
    }

    private static string Percent(Estimate share) => (100 * share.Value).ToString("0.00", CultureInfo.InvariantCulture);
}
