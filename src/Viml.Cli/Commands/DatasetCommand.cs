using System.CommandLine;
using Viml.Cli.Options;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset</c>: makes data sets of one's own videos, texts and features, and looks into them.</summary>
internal static class DatasetCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle) =>
        new ExampleCommand("dataset", "Make data sets for training and evaluation, and look into them.",
            "viml dataset build videos --out clips",
            "viml dataset check clips")
        {
            DatasetBuildCommand.Create(environment),
            DatasetImportCommand.Create(environment),
            DatasetFromCorpusCommand.Create(environment),
            DatasetExtractCommand.Create(environment, bundle),
            DatasetShowCommand.Create(environment),
            DatasetCheckCommand.Create(environment),
        };

    internal static Option<string> Output() =>
        new("--out", "-o") { Description = "The dataset folder.", HelpName = "DIR", Required = true };

    internal static Argument<string> Folder() => new("DATASET") { Description = "The dataset folder." };
}
