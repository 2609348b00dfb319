using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset build</c>: makes a dataset of a folder of music videos.</summary>
internal static class DatasetBuildCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var media = new Argument<string>("DIR") { Description = "The folder with music videos." };
        var output = DatasetCommand.Output();
        var segment = NumberOption.Create("--segment", "Length of a clip in seconds; 0 takes each video as one.", 0d, 3600d, 0d);
        var name = new Option<string>("--name")
        {
            Description = "What the dataset is called.", HelpName = "NAME", DefaultValueFactory = _ => "videos",
        };
        var licence = new Option<string>("--licence")
        {
            Description = "The licence of the media.", HelpName = "TEXT", DefaultValueFactory = _ => "unknown",
        };
        var json = new JsonOption();
        var command = new ExampleCommand("build",
            "Make a dataset of music videos: sound and picture of a file are the pair. Videos with the same music stay in one split. New "
                + "videos are added, and nothing else moves.",
            "viml dataset build videos --out clips",
            "viml dataset build videos --out segments --segment 30")
        { media, output, segment, name, licence, json };
        command.SetAction(parsed =>
        {
            var options = new FolderDatasetOptions
            {
                Media = Path.GetFullPath(parsed.GetRequiredValue(media)),
                Output = Path.GetFullPath(parsed.GetRequiredValue(output)),
                SegmentSeconds = parsed.GetValue(segment) is > 0 and var seconds ? seconds : null,
                Name = parsed.GetRequiredValue(name),
                Licence = parsed.GetRequiredValue(licence),
            };
            var result = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Reading", report => FolderDataset.Build(
                options,
                (done, total) => report(new WorkStep(done, total, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {total:N0}"))),
                environment.Cancellation)));
            if (parsed.GetValue(json)) environment.Answer(result.Info, ProgramJson.Default.DatasetInfo);
            else DatasetText.PrintHead(environment, options.Output, result.Info);
            environment.Note(
                $"{CountText.Of(result.Found, "video")}: {result.Added} added, {result.Kept} kept, {result.Failed.Count} left out.");
            foreach (var repeated in result.Repeated) environment.Note(FittedText.Printable(repeated));
            return TrainCommand.Exit(environment, result.Failed);
        });
        return command;
    }
}
