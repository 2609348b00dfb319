using Viml.Engine.Weights;
using Viml.Media.Audio;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Tests.Clip;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Teaching;
using Viml.Training.Tests.Fitting.Teaching;

namespace Viml.Training.Tests.Fitting;

public sealed class BundleTrainerTests(DecodedToyDataset decoded) : IClassFixture<DecodedToyDataset>, IDisposable
{
    private static readonly TrainingOptions Standard = new() { Dataset = "", Output = "", Work = "" };

    private static readonly EncoderTable Encoders = new(InstalledModels.None);

    private readonly TemporaryFolder _folder = new();

    private TrainingOptions Options => new()
    {
        Dataset = _folder["data"], Output = _folder["bundle"], Work = _folder["work"], Name = "toy", Command = "viml train --corpus data",
        Seed = 3,
        MusiCnn = new MusiCnnConfig { VerticalFilters = 2, HorizontalFilters = 2, MiddleFilters = 4, Features = 8 },
        Music = Standard.Music with { Steps = 3 }, MusicBatch = 4, Words = Standard.Words with { Steps = 2 },
        Model = Standard.Model with { Steps = 3 }, ModelBatch = 8, Pool = 3,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_dataset_becomes_a_bundle_and_a_second_run_gives_the_same_without_training()
    {
        // Measures of somebody's own, which our texts know nothing of.
        decoded.CopyTo(_folder, (i, clip) => clip with { Measures = new Dictionary<string, float> { ["swing"] = i % 2 } });
        var tasks = new List<string>();
        var result = BundleTrainer.Run(Options, Encoders, fitting: new Listener<FittingProgress>(progress => tasks.Add(progress.Task)));
        Assert.Equal(["musicnn", "words", "viml"], tasks.Distinct());
        Assert.StartsWith("clip-36", Assert.Single(result.LeftOut));
        Assert.Equal("toy", result.Manifest.Name);
        Assert.Equal("made by a test: 32 train, 2 validation, 2 test clips", result.Manifest.Training.Corpus);

        var bundle = Bundle.Load(_folder["bundle"]);
        var hash = bundle.Hash;
        var text = new float[bundle.Text.Width];
        bundle.Text.Encode("calm piano", text);
        var query = bundle.Model.EmbedQuery(null, text);
        Assert.Equal(1, query.Sum(value => value * value), 3);
        var feature = new float[bundle.Music.Width];
        bundle.Music.Encode(new float[bundle.Music.WindowSamples], 1, feature, []);
        Assert.All(feature, value => Assert.True(float.IsFinite(value)));
        Assert.Equal(result.Evaluation, bundle.Manifest.Evaluation);
        Assert.Contains("viml train --corpus data", File.ReadAllText(Path.Combine(_folder["bundle"], "card.md")));
        AssertEvaluation(result.Evaluation);
        foreach (var (name, steps) in new[] { ("musicnn", 3), ("words", 2), ("viml-0.5-0.1", 3) })
        {
            Assert.Equal(steps, RunRecord.FromJson(File.ReadAllText(Path.Combine(_folder["work"], name + ".run.json"))).Options.Steps);
            Assert.Contains("<svg", File.ReadAllText(Path.Combine(_folder["work"], name + ".loss.svg")));
        }

        var again = BundleTrainer.Run(Options, Encoders,
            fitting: new Listener<FittingProgress>(progress => Assert.Fail($"{progress.Task} was trained again")));
        Assert.Equal(result.Evaluation, again.Evaluation);
        Assert.Equal(result.LeftOut, again.LeftOut);
        Assert.Equal(hash, Bundle.Load(_folder["bundle"]).Hash);

        // Other encoders or another batch are another run of ViML, also where the step count is the same.
        Refused(Options with { ModelBatch = 4 });
        foreach (var file in Directory.GetFiles(_folder["work"], "words.checkpoint*")) File.Delete(file);
        Refused(Options with { Words = Standard.Words with { Steps = 1 } });

        void Refused(TrainingOptions options) =>
            Assert.Contains("viml-0.5-0.1.checkpoint", Assert.Throws<WeightFileException>(() => BundleTrainer.Run(options,
                Encoders)).Message);
    }

    [Fact]
    public void Recordings_teach_what_public_taggers_hear_in_them()
    {
        decoded.CopyTo(_folder);
        foreach (var (folder, file) in new[] { ("fit/one", "a.wav"), ("fit/two", "b.wav"), ("held/three", "c.wav"), ("noise", "d.wav") })
        {
            Directory.CreateDirectory(_folder[folder]);
            AudioWriter.Write(Path.Combine(_folder[folder], file), Tones(file[0]), 1, 16000);
        }
        var weights = Classroom.WriteWeights(_folder, Classroom.Jamendo);
        var encoders = new EncoderTable(new InstalledModels(name => name == Classroom.Jamendo ? weights : null, () => [Classroom.Jamendo]));
        var options = Options with
        {
            Teaching = new TeachingOptions
            {
                Recordings = [_folder["fit"]], HeldOut = [_folder["held"]], OtherSounds = [_folder["noise"]],
                Teachers = [Classroom.Jamendo],
            },
            MusicBatch = 16,
        };

        var result = BundleTrainer.Run(options, encoders);

        Assert.Equal(
            "made by a test: 32 train, 2 validation, 2 test clips; 2 recordings (one, two), validated on 1 others (three), "
                + "heard by musicnn-jamendo; 1 other sounds", result.Manifest.Training.Corpus);
        Assert.Contains("recordings.tagsPerTrack", result.Evaluation.Keys);
        var before = File.ReadAllBytes(Path.Combine(_folder["bundle"], "musicnn.safetensors"));
        var tasks = new List<string>();
        BundleTrainer.Run(
            options with { Output = _folder["again"] }, encoders,
            fitting: new Listener<FittingProgress>(progress => tasks.Add(progress.Task)));
        Assert.Empty(tasks);
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(_folder["again"], "musicnn.safetensors")));

        static float[] Tones(int kind) =>
            [.. Enumerable.Range(0, 9 * 16000).Select(i => 0.3f * MathF.Sin(kind * i * (1 + i / 16000) / 500f))];
    }

    [Fact]
    public void Encoders_of_the_table_are_used_as_they_are_and_only_ViML_is_trained()
    {
        decoded.CopyTo(_folder);
        WriteClip(_folder["clip"]);
        WriteDeepSim(_folder["deepsim"]);
        var table = new EncoderTable(new InstalledModels(name => name is "clip" or "deepsim" ? _folder[name] : null,
            () => ["clip", "deepsim"]));
        var tasks = new List<string>();
        var options = Options with { VideoEncoders = ["scene", "clip"], MusicEncoder = "deepsim", TextEncoder = "clip" };
        var result = BundleTrainer.Run(options, table, fitting: new Listener<FittingProgress>(progress => tasks.Add(progress.Task)));
        Assert.Equal(["viml"], tasks.Distinct());
        AssertEvaluation(result.Evaluation);
        Assert.Contains("`scene`, `clip` (video), `deepsim` (music), `clip` (text)",
            File.ReadAllText(Path.Combine(_folder["bundle"], "card.md")));

        var bundle = Bundle.Load(_folder["bundle"], table);
        Assert.Equal(["scene", "clip"], bundle.Manifest.Encoders.Video.Select(video => video.Name));
        Assert.Equal(("deepsim", "clip"), (bundle.Music.Name, bundle.Text.Name));
        Assert.Equal(bundle.Video.Width, bundle.Model.Config.VideoWidth);
        var query = bundle.Model.EmbedQuery(null, bundle.Text.EncodeSteps("a calm flute").Values);
        Assert.Equal(1, query.Sum(value => value * value), 3);

        var other = Options with { VideoEncoders = ["scene", "clip"], TextEncoder = "nobody" };
        Assert.Contains("Available: words", Assert.Throws<EncoderChoiceException>(() => BundleTrainer.Run(other, table)).Message);
    }

    [Fact]
    public void Data_on_which_figures_are_not_defined_give_a_bundle_without_them()
    {
        // Every clip has the same tags: no order of clips by tag is right or wrong.
        decoded.CopyTo(_folder, (_, clip) => clip with
        {
            Tags = new Dictionary<string, float> { ["flute"] = 1 }, Texts = new Dictionary<string, IReadOnlyList<string>>(),
        });
        var result = BundleTrainer.Run(Options, Encoders);
        Assert.Equal(2, result.Evaluation["pool"]);
        Assert.DoesNotContain("tags.rocAuc", result.Evaluation.Keys);
        var bundle = Bundle.Load(_folder["bundle"]);
        Assert.Equal(result.Evaluation, bundle.Manifest.Evaluation);
    }

    [Fact]
    public void Too_few_clips_are_told_before_anything_is_decoded()
    {
        ToyDataset.Write(_folder["data"], clips: 20);
        var error = Assert.Throws<DatasetException>(() => BundleTrainer.Run(Options, Encoders));
        Assert.Contains("at least 32 clips with music and video to train on and 2 to validate, found 20 and 0", error.Message);
        Assert.False(Directory.Exists(_folder["work"]));
    }

    [Fact]
    public void Clips_without_video_cannot_teach_which_music_fits()
    {
        ToyDataset.Write(_folder["data"], change: (_, clip) => clip with { Video = null });
        Assert.Contains("found 0 and 0", Assert.Throws<DatasetException>(() => BundleTrainer.Run(Options, Encoders)).Message);
    }

    [Fact]
    public void Too_few_clips_that_can_be_decoded_are_an_error_too()
    {
        ToyDataset.Write(_folder["data"], change: (_, clip) => clip with { Music = "missing.wav" });
        Assert.Contains("found 0 and 0", Assert.Throws<DatasetException>(() => BundleTrainer.Run(Options, Encoders)).Message);
    }

    [Fact]
    public void An_unknown_tag_is_an_error_that_lists_the_known()
    {
        ToyDataset.Write(_folder["data"],
            change: (i, clip) => i == 5 ? clip with { Tags = new Dictionary<string, float> { ["kazoo"] = 1 } } : clip);
        var error = Assert.Throws<DatasetException>(() => BundleTrainer.Run(Options, Encoders));
        Assert.Contains("'kazoo' in clip 'clip-05'", error.Message);
        Assert.Contains("flute", error.Message);
    }

    [Fact]
    public void A_cancelled_run_ends_soon_and_the_next_resumes()
    {
        decoded.CopyTo(_folder);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => BundleTrainer.Run(Options, Encoders, null,
            new Listener<FittingProgress>(progress =>
        {
            if (progress.Task == "words") stop.Cancel();
        }), stop.Token));
        Assert.False(Directory.Exists(_folder["bundle"]));
        var tasks = new List<string>();
        BundleTrainer.Run(Options, Encoders, fitting: new Listener<FittingProgress>(progress => tasks.Add(progress.Task)));
        Assert.DoesNotContain("musicnn", tasks);
        var bundle = Bundle.Load(_folder["bundle"]);
        Assert.Equal("toy", bundle.Manifest.Name);
    }

    /// <summary>The small CLIP with random weights.</summary>
    private static void WriteClip(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { "config.json", "model.safetensors" })
            File.Copy(Path.Combine(TestPaths.Fixtures, "clip", file), Path.Combine(folder, file));
        ToyVocabulary.Write(folder);
    }

    private static void WriteDeepSim(string folder)
    {
        var network = DeepSim.Random(new DeepSimConfig { Unit = 1 }, 1);
        DeepSimModel.Write(folder, new DeepSimManifest
        {
            Name = "deepsim", Version = "", Licence = "MIT", Created = DateTimeOffset.UnixEpoch, Network = network.Config,
            TypicalDistance = PerDimension.From(_ => 1), Training = new TrainingRecord("", 1, ""),
            Evaluation = new Dictionary<string, double>(),
        }, network, "");
    }

    private static void AssertEvaluation(IReadOnlyDictionary<string, double> evaluation)
    {
        Assert.Equal((2, 2), (evaluation["pool"], evaluation["queries"]));
        foreach (var kind in new[] { "video", "text", "videoAndText", "synthesizedText", "videoAndSynthesizedText" })
        {
            Assert.InRange(evaluation[$"{kind}.medianRank"], 1, 2);
            foreach (var figure in new[] { "recallAt1", "recallAt5", "recallAt10" }) Assert.InRange(evaluation[$"{kind}.{figure}"], 0, 1);
        }
        Assert.InRange(evaluation["tags.rocAuc"], 0, 1);
        Assert.InRange(evaluation["tags.meanAveragePrecision"], 0, 1);
        Assert.InRange(evaluation["tags.rocAuc.instrument"], 0, 1);
    }
}
