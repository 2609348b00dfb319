using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml dataset import</c>: makes datasets of what others made.</summary>
internal static class DatasetImportCommand
{
    public static Command Create(AppEnvironment environment) =>
        new ExampleCommand("import", "Make a dataset of published texts, or of features that were computed elsewhere.",
            "viml dataset import musictextclips train.csv test.csv --media videos -o mtc")
        {
            CreateMusicTextClips(environment),
            CreateFeatures(environment),
        };

    private static ExampleCommand CreateMusicTextClips(AppEnvironment environment)
    {
        var train = new Argument<string>("TRAIN") { Description = "The CSV file to train on: video_id, start, end, text." };
        var test = new Argument<string>("TEST") { Description = "The CSV file to test on." };
        var media = new Option<string>("--media")
        {
            Description = "The folder with the videos, each named after its video_id.", HelpName = "DIR", Required = true,
        };
        var output = DatasetCommand.Output();
        var json = new JsonOption();
        var command = new ExampleCommand("musictextclips",
            "Import YouTube8M-MusicTextClips: clips of 30 s around what each text is about. Videos that are not there are counted.",
            "viml dataset import musictextclips train.csv test.csv --media videos -o mtc")
        { train, test, media, output, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var result = MusicTextClips.Import(
                parsed.GetRequiredValue(train), parsed.GetRequiredValue(test), Path.GetFullPath(parsed.GetRequiredValue(media)), folder);
            return Answer(environment, folder, result, parsed.GetValue(json), "row");
        });
        return command;
    }

    private static ExampleCommand CreateFeatures(AppEnvironment environment)
    {
        var video = Folder("--video", "Folder with features of videos: .npy, .safetensors with a tensor for each clip, or .parquet.");
        var music = Folder("--music", "Folder with features of music.");
        var videoEncoder = Name("--video-encoder", "What the features of videos were computed with.", "imported-video");
        var musicEncoder = Name("--music-encoder", "What the features of music were computed with.", "imported-music");
        var videoRate = NumberOption.Create("--video-rate", "Steps of video features per second.", 0d, 1000d, 1d);
        var musicRate = NumberOption.Create("--music-rate", "Steps of music features per second.", 0d, 1000d, 1 / 3d);
        var texts = new Option<string?>("--texts")
        {
            Description = "CSV file with the columns id and text, and if wanted split and music.", HelpName = "FILE",
        };
        var output = DatasetCommand.Output();
        var json = new JsonOption();
        var command = new ExampleCommand("features", "Import features that were computed elsewhere, without media.",
            "viml dataset import features --video v --music m --texts texts.csv -o set")
        { video, music, videoEncoder, musicEncoder, videoRate, musicRate, texts, output, json };
        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var result = FeatureImport.Import(
                Features(video, videoEncoder, videoRate), Features(music, musicEncoder, musicRate), parsed.GetValue(texts), folder);
            return Answer(environment, folder, result, parsed.GetValue(json), "clip");

            ForeignFeatures Features(Option<string> from, Option<string> encoder, Option<double> rate) => new(
                parsed.GetRequiredValue(from), parsed.GetRequiredValue(encoder), "imported", parsed.GetValue(rate));
        });
        return command;
    }

    private static int Answer(AppEnvironment environment, string folder, ImportResult result, bool isJson, string what)
    {
        if (isJson) environment.Answer(result.Info, ProgramJson.Default.DatasetInfo);
        else DatasetText.PrintHead(environment, folder, result.Info);
        if (result.Missing.Count == 0) return ExitCode.Done;
        NoteList.Write(environment, $"{result.Missing.Count} of {CountText.Of(result.Rows, what)} left out:", result.Missing, ".");
        return ExitCode.PartlyDone;
    }

    private static Option<string> Folder(string name, string description) =>
        new(name) { Description = description, HelpName = "DIR", Required = true };

    private static Option<string> Name(string name, string description, string standard) =>
        new(name) { Description = description, HelpName = "NAME", DefaultValueFactory = _ => standard };
}
