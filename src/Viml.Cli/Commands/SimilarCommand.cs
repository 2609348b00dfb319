using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Catalog;
using Viml.Library.Likeness;
using Viml.Models.Music;

namespace Viml.Cli.Commands;

/// <summary><c>viml similar TRACK</c>: what in a library is like a track.</summary>
internal static class SimilarCommand
{
    private const double MostWeight = 100;

    public static Command Create(Surroundings surroundings, BundleOption bundle)
    {
        var track = new MediaArgument("TRACK", "A music file, in the library or not.", "track");
        var genre = Weight("genre");
        var mood = Weight("mood");
        var instruments = Weight("instruments");
        var tempo = Weight("tempo");
        var music = new MusicChoice();
        var model = new Option<string?>("--model")
        {
            Description = "A network trained with 'viml train deepsim', which hears more than the tags of the bundle: its folder, or its name in the store. Tracks are read once for it.",
            HelpName = "DIR|NAME",
        };
        var top = NumberOption.Create("--top", "How many tracks to show.", 1, 10000, 10);
        var json = new JsonOption();
        var command = new ExampleCommand("similar", "Find the tracks of your library that are like a track, in what matters to you.",
            "viml similar song.mp3 --music ~/Music",
            "viml similar song.mp3 --mood 3 --genre 0.5",
            "viml similar song.mp3 --model my-deepsim --library evening --json")
        { track, genre, mood, instruments, tempo };
        music.AddTo(command);
        foreach (var option in new Option[] { model, top, json }) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var weights = new PerDimension(parsed.GetValue(genre), parsed.GetValue(mood), parsed.GetValue(instruments), parsed.GetValue(tempo));
            if (weights.ToList().All(weight => weight == 0))
                throw new UsageException("Something has to count: give --genre, --mood, --instruments or --tempo a weight above 0.");
            var deepSim = parsed.GetValue(model) is { } name
                ? DeepSimModel.Load(Directory.Exists(name) ? name : surroundings.FolderOf(name) ?? name)
                : null;
            var models = bundle.Load(parsed, surroundings);
            using var store = music.Open(parsed, surroundings, models, isWritable: deepSim is not null);
            if (deepSim is not null) Embed(surroundings, store, deepSim);
            var request = new SimilarityRequest
            {
                Track = parsed.GetRequiredValue(track),
                Weights = weights,
                Top = parsed.GetValue(top),
            };
            // It complains where only a dimension counts that these models know nothing of.
            var result = UsageException.Unless(() => new SimilarTracks(store, models, deepSim).Find(request, surroundings.Cancellation));
            if (result.Warning is { } warning) surroundings.Note(warning);
            if (parsed.GetValue(json)) surroundings.Out.WriteLine(result.ToJson());
            else SimilarityText.Print(surroundings, result);
            return result.Tracks.Count > 0 ? ExitCode.Done : ExitCode.NothingFound;
        });
        return command;
    }

    private static Option<double> Weight(string dimension) =>
        NumberOption.Create($"--{dimension}", $"How much the {dimension} {(dimension.EndsWith('s') ? "count" : "counts")}; 0 leaves {(dimension.EndsWith('s') ? "them" : "it")} out.", 0d, MostWeight, 1d);

    private static void Embed(Surroundings surroundings, LibraryStore store, DeepSimModel model)
    {
        var failures = ProgressDisplay.Run(surroundings, "Listening", report => new SimilarityIndexer(store, model).Run(
            TimeSpan.FromMinutes(10), who => surroundings.Note($"Waiting for {who} ..."), new Steps(report), surroundings.Cancellation));
        LibraryUpdate.List(surroundings, "could not be read for the model", failures);
    }

    private sealed class Steps(Action<WorkStep> report) : IProgress<SimilarityProgress>
    {
        public void Report(SimilarityProgress value) => report(new WorkStep(value.Done, value.Total, value.Path is null ? null : Path.GetFileName(value.Path)));
    }
}
