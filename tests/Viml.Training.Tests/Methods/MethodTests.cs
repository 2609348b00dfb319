using Viml.Engine.Autograd;
using Viml.Models;
using Viml.Models.VideoMusic;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;
using Viml.Training.Methods;

namespace Viml.Training.Tests.Methods;

public sealed class MethodTests
{
    private static readonly MethodOptions Quick = new()
    {
        Sizes = VideoMusicConfig.Default(1, 1, 1) with
        {
            Width = 32, Heads = 2, FeedForward = 64, Layers = 1, Dropout = 0, TextDropout = 0.3,
            VideoDropout = 0.3,
        },
        Fitting = new FittingOptions { Steps = 150, LearningRate = 3e-3, ValidateEvery = 50 },
        Batch = 64,
        Temperatures = [0.05, 0.2],
    };

    private static readonly PairedClip[] Train = ToyClips.Make(192, 1), Validation = ToyClips.Make(50, 2), Test = ToyClips.Make(100, 3);

    [Theory]
    [InlineData("pretet", 0.3)]
    [InlineData("mvpt", 0.3)]
    [InlineData("mvpt+", 0.4)]
    [InlineData("viml", 0.4)]
    public void Every_method_finds_music_of_clips_it_has_not_seen(string name, double least)
    {
        using var folder = new TemporaryFolder();

        var model = Fit(folder, name);

        var found = Measure(model, clip => clip.AskByVideo());
        Assert.True(found.RecallAt10 >= least, $"recall at 10 is {found.RecallAt10}, by chance 0.1");
    }

    [Fact]
    public void A_text_helps_viml_and_is_enough_alone()
    {
        using var folder = new TemporaryFolder();

        var model = Fit(folder, "viml");

        var video = Measure(model, clip => clip.AskByVideo());
        var both = Measure(model, clip => clip.AskByBoth("tags"));
        Assert.True(both.RecallAt1 > video.RecallAt1 + 0.1, $"{both}, and without text {video}");
        var text = Measure(model, clip => clip.AskByText("tags"));
        Assert.True(text.RecallAt10 >= 0.16 && text.MedianRank < 40, $"a text alone gives {text}");
    }

    [Fact]
    public void Chance_is_what_chance_gives()
    {
        using var folder = new TemporaryFolder();

        var found = Measure(Fit(folder, "chance"), clip => clip.AskByVideo());

        Assert.InRange(found.RecallAt10, 0.02, 0.2);
        Assert.InRange(found.MedianRank, 35, 66);
    }

    [Theory]
    [InlineData("pretet")]
    [InlineData("mvpt")]
    [InlineData("mvpt+")]
    public void A_method_without_text_refuses_one(string name)
    {
        using var folder = new TemporaryFolder();
        var run = RunIn(folder, out var work) with { Options = Quick with { Fitting = Quick.Fitting with { Steps = 1 } } };
        using (work)
        {
            var model = KnownMethods.ByName(name, "tags").Train(run);
            Assert.False(KnownMethods.ByName(name, "tags").TakesText);
            Assert.Throws<ArgumentException>(() => model.EmbedQueries([Test[0].AskByBoth("tags")]));
        }
    }

    [Fact]
    public void The_loss_of_a_batch_knows_which_clips_have_the_same_music()
    {
        using var folder = new TemporaryFolder();
        var twice = Train.Take(8).Concat(Train.Take(8).Select(clip => clip with { Id = clip.Id + "b" })).ToArray();
        var apart = twice.Select(clip => clip with { MusicKey = clip.Id }).ToArray();
        var run = RunIn(folder, out var work);
        using (work)
        {
            Assert.True(LossOf(run with { Train = twice }) < LossOf(run with { Train = apart }) - 0.05);
        }

        static double LossOf(MethodRun run)
        {
            var sizes = Quick.Sizes with { VideoWidth = ToyClips.VideoWidth, MusicWidth = ToyClips.MusicWidth };
            var task = new PairTask("mvpt", VideoMusicModel.Random(sizes.WithoutText(), 1), run, text: null);
            task.LoadBatch(0);
            return task.Record(Tape.ForInference()).Value.Span[0];
        }
    }

    [Fact]
    public void Gradients_of_the_triplet_task_reach_both_branches()
    {
        using var folder = new TemporaryFolder();
        var run = RunIn(folder, out var work);
        using (work)
        {
            var model = PretetModel.Random(
                new PretetConfig { VideoWidth = ToyClips.VideoWidth, MusicWidth = ToyClips.MusicWidth, JointWidth = 16 }, 1);
            var task = new PretetTask(model, run);
            var tape = Tape.ForTraining(1);
            task.LoadBatch(0);
            tape.Backward(task.Record(tape));
            foreach (var (name, variable) in model.Parameters.Trainable)
                Assert.True(variable.Gradient?.Span.ContainsAnyExcept(0f) == true, $"{name} has no gradient");
        }
    }

    [Fact]
    public void A_segment_is_cut_from_video_and_music_at_the_same_place()
    {
        var whole = new PairedClip("a", "a", Ramp(90, 1), Ramp(30, 1 / 3d), new Dictionary<string, IReadOnlyList<StoredFeatures>>());

        var middle = whole.Cut(30, 0.5);

        Assert.Equal((30, 30f), (middle.Video.Time, middle.Video.Read().Values[0]));
        Assert.Equal((10, 10f), (middle.Music.Time, middle.Music.Read().Values[0]));
        Assert.Same(whole, whole.Cut(null, 0.5));
        Assert.Equal(90, whole.Cut(200, 0.5).Video.Time);
    }

    [Fact]
    public void Faults_of_the_options_and_unknown_names_list_what_is_known()
    {
        var faults = Assert.Throws<ArgumentException>(() => (Quick with { Batch = 1, Temperatures = [7] }).Validate()).Message;
        Assert.Contains("Batch", faults);
        Assert.Contains("Temperature", faults);
        Assert.Contains("mvpt+", Assert.Throws<ArgumentException>(() => KnownMethods.ByName("clap", "tags")).Message);
        Assert.Contains("paper", Assert.Throws<ArgumentException>(() => MethodPreset.ByName("theirs")).Message);
        Assert.Equal("deepsim", MethodPreset.ByName("paper").MusicEncoder);
    }

    private static MethodRun RunIn(TemporaryFolder folder, out WorkFolder work)
    {
        work = new WorkFolder(folder["work"]);
        return new MethodRun(Train, Validation, new float[ToyClips.TextWidth], Quick.Validate(), work, "toy")
        {
            TextWidth = ToyClips.TextWidth,
        };
    }

    private static IRetrievalModel Fit(TemporaryFolder folder, string method)
    {
        var run = RunIn(folder, out var work);
        using (work) return KnownMethods.ByName(method, "tags").Train(run);
    }

    private static RetrievalMetrics Measure(IRetrievalModel model, Func<PairedClip, RetrievalQuery> query) =>
        new Retrieval(model, [.. Test.Select(clip => clip.Music.Read())], Test.Length).Measure(Test.Select(query));

    private static StoredFeatures Ramp(int time, double rate) =>
        StoredFeatures.Of(new FeatureSequence([.. Enumerable.Range(0, time).Select(step => (float)step)], time, 1, rate));
}
