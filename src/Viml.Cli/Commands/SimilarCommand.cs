using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Library.Recommendation;
using Viml.Library.Similarity;
using Viml.Models.Music;

namespace Viml.Cli.Commands;

/// <summary><c>viml similar TRACK</c>: the tracks of a library that are similar to one.</summary>
internal static class SimilarCommand
{
    private const double MaximumWeight = 100;

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var track = new MediaArgument("TRACK", "A music file, in the library or not.", "track");
        var genre = Weight("genre");
        var mood = Weight("mood");
        var instruments = Weight("instruments");
        var tempo = Weight("tempo");
        var music = new MusicChoice();
        var model = new Option<string?>("--model")
        {
            Description =
                "Compare with a model trained by 'viml train deepsim' instead of by tags: its folder, or its name in the store. " +
                "Each track is read once for it.",
            HelpName = "DIR|NAME",
        };
        var top = NumberOption.Create("--top", "How many tracks to show.", 1, 10000, 10);
        var wide = new WideOption();
        var json = new JsonOption();
        var command = new ExampleCommand("similar", "Rank your music by similarity to a track.",
            "viml similar song.mp3 --music ~/Music",
            "viml similar song.mp3 --mood 3 --genre 0.5",
            "viml similar song.mp3 --model my-deepsim --library evening --json")
        { track, genre, mood, instruments, tempo };
        music.AddTo(command);
        foreach (var option in new Option[] { model, top, wide, json }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var weights = new PerDimension(
                parsed.GetValue(genre), parsed.GetValue(mood), parsed.GetValue(instruments), parsed.GetValue(tempo));
            if (weights.ToList().All(weight => weight == 0))
                throw new UsageException("At least one weight must be positive: --genre, --mood, --instruments or --tempo.");
            var deepSim = parsed.GetValue(model) is { } name
                ? DeepSimModel.Load(Directory.Exists(name) ? name : environment.FolderOf(name) ?? name)
                : null;
            var models = bundle.Load(parsed, environment);
            using var library = music.Open(parsed, environment, models, isWritable: deepSim is not null);
            if (deepSim is not null) Embed(environment, library, deepSim);
            var request = new SimilarityRequest
            {
                Track = parsed.GetRequiredValue(track),
                Weights = weights,
                Top = parsed.GetValue(top),
            };
            // The weights may be positive only for dimensions that these models do not cover.
            var answer = UsageException.Wrap(
                () => new RecommendationService(library, models).Similar(request, deepSim, environment.Cancellation));
            if (answer.Warning is { } warning) environment.Note(FittedText.Printable(warning));
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.SimilarityAnswer);
            else SimilarityText.Print(environment, answer, parsed.GetValue(wide));
            return answer.Tracks.Count > 0 ? ExitCode.Done : ExitCode.NothingFound;
        });
        return command;
    }

    private static Option<double> Weight(string dimension) =>
        NumberOption.Create($"--{dimension}", $"The weight of similarity in {dimension}; 0 ignores it.", 0d, MaximumWeight, 1d);

    private static void Embed(AppEnvironment environment, ILibrary library, DeepSimModel model)
    {
        var failures = InterruptedException.Resumable(
            () => ProgressDisplay.Run(environment, "Reading the tracks", report => new SimilarityIndexer(library, model).Run(
                TimeSpan.FromMinutes(10), who => environment.Note($"Waiting for {who} ..."), new ImmediateProgress<SimilarityProgress>(
                    value => report(new WorkStep(value.Done, value.Total, Path.GetFileName(value.Path)))), environment.Cancellation)));
        LibraryUpdate.List(environment, "could not be read", failures);
    }
}
