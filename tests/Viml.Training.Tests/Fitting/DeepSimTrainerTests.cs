using Viml.Engine.Weights;
using Viml.Library;
using Viml.Models.Music;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

public sealed class DeepSimTrainerTests : IDisposable
{
    private const int Train = 32, Held = 4;

    private readonly TemporaryFolder _folder = new();

    private DeepSimOptions Options => new()
    {
        Dataset = _folder["data"], Output = _folder["model"], Work = _folder["work"], Command = "viml train deepsim --corpus data",
        Seed = 3,
        Network = new DeepSimConfig { Unit = 1 }, Batch = 8, Triplets = 200,
        Fitting = new DeepSimOptions { Dataset = "", Output = "", Work = "" }.Fitting with { Steps = 40 },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_trainings_in_one_work_folder_are_refused()
    {
        WriteClips();
        using var held = new WorkFolder(Options.Work);
        Assert.Contains("--work", Assert.Throws<LibraryBusyException>(() => DeepSimTrainer.Run(Options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_learns_to_tell_two_kinds_apart_and_a_second_run_gives_the_same_without_training()
    {
        WriteClips();
        var result = DeepSimTrainer.Run(Options);
        Assert.StartsWith($"clip-{Train + 2 * Held}", Assert.Single(result.LeftOut));
        Assert.Equal(["chance", "mfcc-vq", "deepsim", "deepsim"], result.Table.Select(row => row.Model));
        Assert.Equal(["all", "all", "all", "sub"], result.Table.Select(row => row.Space));
        Assert.Equal(0.5, result.Table[0].Accuracy.Instruments);
        var sub = result.Table[3];
        Assert.Equal(1, sub.Accuracy.Instruments, 0.05);
        Assert.Equal(1, sub.Accuracy.Tempo, 0.05);
        Assert.True(double.IsNaN(sub.Accuracy.Genre)); // no clip has a genre
        Assert.Equal(1, sub.Overall, 0.05);

        var record = RunRecord.FromJson(File.ReadAllText(Path.Combine(_folder["work"], "deepsim.run.json")));
        Assert.Equal(40, record.Options.Steps);
        Assert.True(record.Losses[^1].Loss < record.Losses[0].Loss);
        Assert.Equal(record.Evaluation, result.Manifest.Evaluation);
        Assert.DoesNotContain("deepsim.sub.genre", record.Evaluation.Keys);
        Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder["work"], "deepsim.loss.svg")));

        var model = DeepSimModel.Load(_folder["model"]);
        Assert.Equal("made by a test: 32 train, 4 validation, 4 test clips", model.Manifest.Training.Corpus);
        Assert.All(model.Manifest.TypicalDistance.ToList(), distance => Assert.True(distance > 0));
        var embedding = new float[256];
        model.Encoder.Encode(new float[model.Encoder.WindowSamples], 1, embedding, []);
        Assert.Equal(1, embedding.Sum(value => value * value), 1e-3f);
        Assert.Contains("mfcc-vq", File.ReadAllText(Path.Combine(_folder["model"], "card.md")));

        var again = DeepSimTrainer.Run(Options, fitting: new Listener<FittingProgress>(_ => Assert.Fail("It was trained again.")));
        Assert.Equal(result.Manifest.Evaluation, again.Manifest.Evaluation);
        Assert.Equal(result.Manifest.Version, again.Manifest.Version);
        Assert.Contains("delete it to start again",
            Assert.Throws<WeightFileException>(() => DeepSimTrainer.Run(Options with { TrackWeight = 0 })).Message);
    }

    [Fact]
    public void A_cancelled_run_resumes_and_ends_where_an_uninterrupted_one_does()
    {
        WriteClips();
        var options = Options with { Fitting = Options.Fitting with { Steps = 25 } };
        var whole = DeepSimTrainer.Run(options with { Output = _folder["whole"] });
        foreach (var file in Directory.GetFiles(_folder["work"], "deepsim.*")) File.Delete(file);

        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => DeepSimTrainer.Run(options, null, new Listener<FittingProgress>(_ => stop.Cancel()), stop.Token));
        Assert.False(Directory.Exists(_folder["model"]));
        Assert.Equal(whole.Manifest.Version, DeepSimTrainer.Run(options).Manifest.Version);
    }

    [Fact]
    public void Clips_that_nothing_tells_apart_are_an_error_before_anything_is_decoded()
    {
        ToyDataset.Write(_folder["data"], change: (_, clip) => clip with { Tags = new Dictionary<string, float> { ["flute"] = 1 },
            Video = null });
        Assert.Contains("alike and unlike", Assert.Throws<DatasetException>(() => DeepSimTrainer.Run(Options)).Message);
        Assert.False(Directory.Exists(_folder["work"]));
    }

    [Fact]
    public void Too_few_clips_are_an_error_that_asks_for_music_only()
    {
        ToyDataset.Write(_folder["data"], clips: 20);
        Assert.Contains("32 clips with music to train on", Assert.Throws<DatasetException>(() => DeepSimTrainer.Run(Options)).Message);
    }

    /// <summary>Clips with a tempo and without videos, some of more than one window, one without its music.</summary>
    private void WriteClips() => ToyDataset.Write(_folder["data"], clips: Train + 2 * Held + 1, (i, clip) => clip with
    {
        Id = $"clip-{i:00}",
        Video = null,
        Music = i == Train + 2 * Held ? "missing.wav" : clip.Music,
        Start = i / 2 % 2,
        End = i / 2 % 2 + (i % 3 == 0 ? 5 : 3),
        Split = i < Train ? Splits.Train : i < Train + Held ? Splits.Validation : Splits.Test,
        Measures = new Dictionary<string, float> { ["tempo"] = i % 2 },
    });
}
