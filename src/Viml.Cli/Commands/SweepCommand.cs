using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Methods;
using Viml.Training.Sweeps;

namespace Viml.Cli.Commands;

/// <summary><c>viml sweep</c>: trains a method with every value of some options and compares them.</summary>
internal static class SweepCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var flags = new MethodTrainingFlags();
        var method = new Option<string>("--method") { Description = "What is trained.", DefaultValueFactory = _ => "viml" };
        method.AcceptOnlyFromAmong([.. MethodTrainingOptions.Names]);
        var over = new Option<string[]>("--over")
        {
            Description = "An option and its values; again for more, of which every combination is trained. Options: "
                + $"{string.Join(", ", SweepAxis.Names)}.",
            HelpName = "NAME=VALUE,...", Required = true,
        };
        var command = new ExampleCommand("sweep",
            "Train a method with every value of some options and compare them in a table and a curve. An interrupted sweep resumes.",
            "viml sweep --dataset benchmark --out sweep --over text-dropout=0,0.2,0.5,0.8",
            "viml sweep -d set -o out --over text=tags,prompt2text --over seed=1,2,3") { over, method };
        flags.AddTo(command, takesText: true);
        command.SetAction(parsed =>
        {
            var axes = parsed.GetRequiredValue(over).Select(text => UsageException.Wrap(() => SweepAxis.Parse(text))).ToArray();
            var options = flags.Read(parsed, parsed.GetRequiredValue(method));
            UsageException.Wrap(() => Sweep.Check(options, axes));
            var registry = environment.Encoders(() => bundle.Load(parsed, environment), null);
            var (report, leftOut) = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Sweeping", show =>
            {
                var progress = new StageProgress(show);
                return Sweep.Run(
                    options, axes, (name, modality) => registry.Open(name, modality).Encoder, progress,
                    progress.Trainings<SweepProgress>(value => (value.Done, value.Total, value.Point)), environment.Cancellation);
            }));
            var paths = report.Write(options.Output);
            Print(environment, report);
            foreach (var path in paths) environment.Out.WriteLine(FittedText.Printable(path));
            return TrainCommand.Exit(environment, leftOut);
        });
        return command;
    }

    private static void Print(AppEnvironment environment, SweepReport report)
    {
        string[] queries = [.. report.Points.SelectMany(point => point.Result.Test).Select(test => test.Query).Distinct()];
        var table = new TextTable([.. report.Axes.Select(axis => (axis.Name, false)), ("Validation", true),
            .. queries.Select(query => ($"R@10 {query}", true))]);
        foreach (var point in report.Points)
            table.Add([.. point.Values, Percent(point.Result.Validation) + (point == report.Best ? " *" : ""),
                .. queries.Select(query => point.Result.Test.FirstOrDefault(test => test.Query == query) is { } found
                    ? Percent(found.Figures.RecallAt10.Value)
                    : "")]);
        table.Print(environment);
        if (report.Best is not null) environment.Note("* is the best on the validation clips.");
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);
}
