using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset from-corpus</c>: makes a dataset of a corpus, with synthesised texts.</summary>
internal static class DatasetFromCorpusCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var corpus = new Argument<string>("CORPUS") { Description = "The folder of the corpus." };
        var output = DatasetCommand.Output();
        var benchmark = new Option<bool>("--benchmark")
        {
            Description = "Make the open benchmark: 500 pieces to validate, 2,000 to test and the others to train; texts made from tags on "
                + "the side of training, descriptions on that of the test.",
        };
        var json = new JsonOption();
        var command = new ExampleCommand("from-corpus",
            "Make a dataset of a corpus, with texts made from its tags by every method. The media stay where they are.",
            "viml dataset from-corpus corpus --out texts",
            "viml dataset from-corpus corpus --out benchmark --benchmark") { corpus, output, benchmark, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var info = ProgressDisplay.Run(environment, "Writing texts", report => CorpusDataset.Write(
                Path.GetFullPath(parsed.GetRequiredValue(corpus)), folder, parsed.GetValue(benchmark), (done, total) =>
                    report(new WorkStep(done, total, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0}")))));
            if (parsed.GetValue(json)) environment.Answer(info, ProgramJson.Default.DatasetInfo);
            else DatasetText.PrintHead(environment, folder, info);
            return ExitCode.Done;
        });
        return command;
    }
}
