using System.Text.Json;
using Viml.Library.Answers;
using Viml.Library.Indexing;
using Viml.Library.Recommendation;
using Viml.Library.Similarity;
using Viml.Library.Sqlite;
using Viml.Library.Tests.Fakes;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Testing;

namespace Viml.Library.Tests.Similarity;

public sealed class SimilarTracksTests : IDisposable
{
    private static readonly PerDimension Even = new(1, 1, 1, 1);

    private readonly TestLibrary _library = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_model_tags_decide_and_the_track_itself_is_left_out()
    {
        // The level is how sure the fake tagger is of drums (an instrument), the rest how sure it is of calm (a mood).
        WriteMusic();
        var result = Find("a.mp3", Even);
        Assert.Equal(["b.mp3", "c.mp3", "d.mp3"], Names(result));
        Assert.Equal([1, 2, 3], result.Tracks.Select(track => track.Rank));
        Assert.True(result.Tracks[0].Score > result.Tracks[2].Score);
        Assert.Equal(1, result.Tracks[0].Similarity.Genre); // neither has a genre
        Assert.Null(result.Tracks[0].Similarity.Tempo);
        Assert.Null(result.Query.Weights.Tempo);
        Assert.Equal(("tags of level", 3, 0), (result.Model.Name, result.Library.Tracks, result.Library.LeftOut));
        Assert.Equal(("Title of a.mp3", 30), (result.Query.Title, result.Query.Duration));
        var json = JsonDocument.Parse(AnswerJson.Write(result, AnswerJson.Default.SimilarityAnswer)).RootElement;
        Assert.Equal("b.mp3", Path.GetFileName(json.GetProperty("tracks")[0].GetProperty("path").GetString()));
    }

    [Fact]
    public void A_track_from_elsewhere_is_encoded()
    {
        WriteMusic();
        var path = Path.Combine(_folder.Path, "else.mp3");
        File.WriteAllText(path, "0.9 30");
        Assert.Equal("d.mp3", Names(Find(path, Even))[0]);
        Assert.Equal(4, Find(path, Even).Library.Tracks);
    }

    [Fact]
    public void Weights_that_are_all_zero_or_negative_are_errors()
    {
        WriteMusic();
        Assert.Contains("At least one weight must be positive",
            Assert.Throws<ArgumentException>(() => Find("a.mp3", new PerDimension(0, 0, 0, 1))).Message); // the tempo is not covered
        Assert.Contains("genre", Assert.Throws<ArgumentException>(() => Find("a.mp3", new PerDimension(-1, 0, 0, 0))).Message);
    }

    [Fact]
    public void A_weight_at_query_time_changes_the_order()
    {
        // a and b share the genre, a and c the mood.
        var space = new SimilaritySpace("test", "1", dimension =>
            dimension switch { MusicDimension.Genre => (0, 1), MusicDimension.Mood => (1, 1), _ => (2, 0) }, Even);
        float[] a = [0, 0], b = [0, 1], c = [2, 0];
        Assert.Equal((1, 0.5), (space.Compare(a, b).Genre, space.Compare(a, b).Mood));
        Assert.Equal(0.25, space.Compare(a, c).Genre);
        Assert.True(double.IsNaN(space.Compare(a, c).Tempo));
    }

    [Fact]
    public void The_pulse_of_musicnn_is_the_tempo()
    {
        var profile = new TagProfile(TagVocabulary.Default, new EncoderReference(MusiCnnEncoder.EncoderName, "1"));
        Assert.Equal((0, 20), profile.Space.Part(MusicDimension.Genre));
        Assert.Equal((20, 28), profile.Space.Part(MusicDimension.Mood));
        Assert.Equal((48, 41), profile.Space.Part(MusicDimension.Instruments));
        Assert.Equal((89, 12), profile.Space.Part(MusicDimension.Tempo));

        var features = new float[5 + MusicDescriptors.Count];
        var first = MusicDescriptors.Features.Select((feature, i) => (feature, i))
            .First(pair => pair.feature.Name.StartsWith("pulse.bpm", StringComparison.Ordinal)).i;
        features[5 + first] = 2;
        var tags = new float[89];
        tags[TagVocabulary.Default.IndexOf("rock")] = 0.7f;
        var vector = new float[profile.Width];
        profile.Write(tags, features, vector);
        Assert.Equal(2, vector[89]);
        Assert.Equal(0.7f, vector.AsSpan(0, 20).ToArray().Max());
        Assert.Equal(0, vector.AsSpan(20, 69).ToArray().Max());
    }

    [Fact]
    public void With_a_model_its_embeddings_are_made_once_and_kept()
    {
        WriteMusic();
        _library.Write("e.mp3", "silent\nsilent");
        _library.Write("f.mp3", "0.6 30");
        _library.Index();
        var model = Model(seed: 1);
        using var store = SqliteLibrary.Open(_library.LibraryPath);
        var finder = Service(store);
        Assert.Equal(0, finder.Similar(new SimilarityRequest { Track = _library["a.mp3"] }, model).Library.Tracks);

        var described = _library.Source.Described;
        Assert.Empty(new SimilarityIndexer(store, model, _library.Source).Run());
        Assert.Equal(described + 5, _library.Source.Described);
        Assert.Empty(new SimilarityIndexer(store, model, _library.Source).Run());
        Assert.Equal(described + 5, _library.Source.Described);

        var result = finder.Similar(new SimilarityRequest { Track = _library["a.mp3"], Weights = new PerDimension(0, 2, 0, 1) }, model);
        Assert.Equal(described + 5, _library.Source.Described); // its own embedding is known, too
        Assert.Equal(("deepsim", model.Manifest.Version, 4), (result.Model.Name, result.Model.Version, result.Library.Tracks));
        var best = result.Tracks[0];
        Assert.NotNull(best.Similarity.Tempo);
        Assert.Equal((2 * best.Similarity.Mood!.Value + best.Similarity.Tempo.Value) / 3, best.Score, 3e-4);
        Assert.Equal(
            result.Tracks.OrderByDescending(track => track.Score).Select(track => track.Path), result.Tracks.Select(track => track.Path));

        // Another model makes its own embeddings.
        Assert.Empty(new SimilarityIndexer(store, Model(seed: 2), _library.Source).Run());
        Assert.Equal(described + 10, _library.Source.Described);
    }

    [Fact]
    public void A_file_that_breaks_is_reported_once_and_left_out()
    {
        WriteMusic();
        using var store = SqliteLibrary.Open(_library.LibraryPath);
        File.WriteAllText(_library["c.mp3"], "broken");
        var model = Model(seed: 1);
        var failure = Assert.Single(new SimilarityIndexer(store, model, _library.Source).Run());
        Assert.EndsWith("c.mp3", failure.Path);
        Assert.Contains("rubbish", failure.Reason);
        Assert.Empty(new SimilarityIndexer(store, model, _library.Source).Run());
        var result = Service(store).Similar(new SimilarityRequest { Track = _library["a.mp3"] }, model);
        Assert.Equal((2, 1), (result.Library.Tracks, result.Library.LeftOut));
    }

    [Fact]
    public void A_run_that_was_stopped_resumes()
    {
        WriteMusic();
        using var store = SqliteLibrary.Open(_library.LibraryPath);
        using var stop = new CancellationTokenSource();
        var progress = new Steps(step => { if (step.Done == 2) stop.Cancel(); });
        Assert.ThrowsAny<OperationCanceledException>(
            () => new SimilarityIndexer(store, Model(1), _library.Source).Run(progress: progress, cancellation: stop.Token));
        var described = _library.Source.Described;
        new SimilarityIndexer(store, Model(1), _library.Source).Run();
        Assert.Equal(described + 2, _library.Source.Described);
    }

    [Fact]
    public void A_file_that_is_missing_is_passed_over_and_the_next_takes_its_place()
    {
        WriteMusic();
        File.Delete(_library["b.mp3"]);
        using var library = SqliteLibrary.OpenReadOnly(_library.LibraryPath);
        var result = Service(library).Similar(new SimilarityRequest { Track = _library["a.mp3"], Top = 1 });
        Assert.Equal("c.mp3", Path.GetFileName(Assert.Single(result.Tracks).Path));
        Assert.Equal((2, 1), (result.Library.Tracks, result.Library.LeftOut));
    }

    private void WriteMusic()
    {
        foreach (var (name, level) in new[] { ("a", "0.1"), ("b", "0.2"), ("c", "0.5"), ("d", "0.8") })
            _library.Write($"{name}.mp3", $"{level} 30");
        _library.Index();
    }

    private SimilarityAnswer Find(string track, PerDimension weights) => _library.Read(library =>
        Service(library).Similar(new SimilarityRequest { Track = Path.IsPathRooted(track) ? track : _library[track], Weights = weights }));

    private RecommendationService Service(SqliteLibrary library) =>
        new(library, FakeModels.Create(), _library.Source, (_, _) => throw new InvalidOperationException("There is no video."));

    private static List<string> Names(SimilarityAnswer result) => [.. result.Tracks.Select(track => Path.GetFileName(track.Path))];

    private DeepSimModel Model(int seed)
    {
        var folder = _folder[$"model{seed}"];
        DeepSimModel.Write(folder, new DeepSimManifest
        {
            Name = "random", Version = "", Licence = "CC0-1.0", Created = DateTimeOffset.UnixEpoch,
            Network = new DeepSimConfig { Unit = 1 },
            TypicalDistance = Even, Training = new TrainingRecord("none", seed, "none"),
        }, DeepSim.Random(new DeepSimConfig { Unit = 1 }, seed), "# Random\n");
        return DeepSimModel.Load(folder);
    }

    private sealed class Steps(Action<SimilarityProgress> report) : IProgress<SimilarityProgress>
    {
        public void Report(SimilarityProgress value) => report(value);
    }
}
