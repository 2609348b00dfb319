using System.CommandLine;
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
        var json = new JsonOption();
        var command = new ExampleCommand("from-corpus",
            "Make a dataset of a corpus, with texts made from its tags by every method. The media stay where they are.",
            "viml dataset from-corpus corpus --out texts") { corpus, output, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var info = CorpusDataset.Write(Path.GetFullPath(parsed.GetRequiredValue(corpus)), folder);
            if (parsed.GetValue(json)) environment.Answer(info, ProgramJson.Default.DatasetInfo);
            else DatasetText.PrintHead(environment, folder, info);
            return ExitCode.Done;
        });
        return command;
    }
}
