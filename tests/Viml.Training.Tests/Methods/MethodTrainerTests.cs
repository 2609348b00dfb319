using System.Text.Json;
using Viml.Engine.Weights;
using Viml.Models.VideoMusic;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Methods;
using Viml.Training.Sweeps;

namespace Viml.Training.Tests.Methods;

public sealed class MethodTrainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private MethodTrainingOptions Options => new()
    {
        Dataset = _folder["data"], Output = _folder["out"], Work = _folder["work"], Method = "viml",
        Training = new MethodOptions
        {
            Sizes = VideoMusicConfig.Default(1, 1, 1) with { Width = 16, Heads = 2, FeedForward = 32, Layers = 1, Dropout = 0.2f },
            Fitting = new FittingOptions { Steps = 4, ValidateEvery = 2, CheckpointEvery = 2 }, Batch = 16, Temperatures = [0.05, 0.1],
        },
        Pool = 20, Pools = 5, Command = "viml train viml",
    };

    private static MethodData Data => new(
        "toy", ToyClips.Make(40, 1), ToyClips.Make(8, 2), ToyClips.Make(30, 3), new float[ToyClips.TextWidth], ToyClips.TextWidth,
        "toy features", []);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("viml", 5)] // video, and with and without it: tags, human
    [InlineData("mvpt", 1)]
    [InlineData("mvpt+", 1)]
    [InlineData("pretet", 1)]
    public void A_method_is_trained_measured_and_written(string method, int queries)
    {
        var result = Train(Options with { Method = method });

        Assert.Equal(queries, result.Test.Count);
        Assert.All(result.Test, test => Assert.Equal((20, 5), (test.Figures.Pool, test.Figures.Pools)));
        Assert.All(result.Test, test => Assert.InRange(test.Figures.Queries, 25, 30)); // a few may be in no pool
        Assert.InRange(result.Validation, 0, 1);
        using var weights = SafeTensorsFile.Open(_folder[$"out/{MethodTrainer.WeightsName}"]);
        Assert.NotEmpty(weights.Names);
        using var record = JsonDocument.Parse(File.ReadAllText(_folder[$"out/{MethodTrainer.RecordName}"]));
        Assert.Equal(method, record.RootElement.GetProperty("method").GetString());
        Assert.Contains("40 train", record.RootElement.GetProperty("data").GetString());
    }

    [Fact]
    public void An_interrupted_training_ends_with_exactly_the_same_weights()
    {
        Train(Options);
        var cut = Options with { Output = _folder["cut"], Work = _folder["cut-work"] };
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Train(cut, progress => { if (progress.Step >= 2) stop.Cancel(); }, stop.Token));
        Assert.False(File.Exists(_folder["cut/model.safetensors"]));

        Train(cut);

        Assert.Equal(File.ReadAllBytes(_folder["out/model.safetensors"]), File.ReadAllBytes(_folder["cut/model.safetensors"]));
        Assert.Equal(File.ReadAllLines(_folder["work/viml-tags-1.csv"]), File.ReadAllLines(_folder["cut-work/viml-tags-1.csv"]));
    }

    [Fact]
    public void Mixed_texts_come_from_every_source_and_a_source_without_texts_is_an_error()
    {
        var texts = ToyClips.Make(1, 1)[0].TextsBy("tags");
        var clip = ToyClips.Make(1, 1)[0] with
        {
            Texts = new Dictionary<string, IReadOnlyList<StoredFeatures>>
            {
                ["tags"] = [.. texts], ["data2text"] = [.. ToyClips.Make(1, 5)[0].TextsBy("tags")], ["human"] = [.. texts],
            },
        };

        var drawn = Enumerable.Range(0, 40).Select(seed => clip.DrawText(TextSource.Mixed, new Random(seed))).Distinct().ToArray();

        Assert.Equal(2, drawn.Length);
        Assert.Null(clip.DrawText("prompt2text", new Random(1)));
        Assert.Contains("prompt2text", Assert.Throws<DatasetException>(() => Train(Options with { Text = "prompt2text" })).Message);
    }

    [Theory]
    [InlineData(0, 6, 2)]
    [InlineData(2, 4, 2)]
    [InlineData(4, 6, 0)]
    public void Clips_without_texts_are_not_asked_about_where_half_have_some(int without, int asked, int sources)
    {
        var none = new Dictionary<string, IReadOnlyList<StoredFeatures>>();
        PairedClip[] clips = [.. ToyClips.Make(6, 1).Select((clip, at) => at < without ? clip with { Texts = none } : clip)];

        var covered = TextCoverage.Of(clips, ["tags", "human", "data2text"]);

        Assert.Equal(clips[^asked..], covered.Clips);
        Assert.Equal(sources, covered.Sources.Count);
        Assert.Equal(1 + 2 * sources, MethodFigures.Measure(new ChanceMethod().Train(
            new MethodRun(clips, clips, [], Options.Training, null!, "") { TextWidth = 5 }), clips, true, Options.Training, 4, 1).Count);
    }

    [Fact]
    public void A_checkpoint_of_another_configuration_is_refused()
    {
        Train(Options);

        Assert.Throws<WeightFileException>(() => Train(Options with
        {
            Training = Options.Training with { Sizes = Options.Training.Sizes with { TextDropout = 0.1 } },
        }));
    }

    [Fact]
    public void Every_combination_of_a_sweep_is_checked_before_the_first_is_trained()
    {
        SweepAxis[] axes = [SweepAxis.Parse("text-dropout=0,0.5"), SweepAxis.Parse("text=tags,mixed")];

        var points = Sweep.Points(Options, axes);

        Assert.Equal(4, points.Count);
        Assert.Equal((0.5, "tags"), (points[2].Options.Training.Sizes.TextDropout, points[2].Options.Text));
        Assert.EndsWith(Path.Combine("work", "text-dropout=0.5_text=tags"), points[2].Options.Work);
        Assert.Throws<ArgumentException>(() => Sweep.Points(Options, [SweepAxis.Parse("text-dropout=0,2")]));
        Assert.Throws<ArgumentException>(() => Sweep.Points(Options, [axes[0], axes[0]]));
        Assert.Contains("text-dropout", Assert.Throws<ArgumentException>(() => SweepAxis.Parse("p=0,1")).Message);
        Assert.Throws<ArgumentException>(() => SweepAxis.Parse("text-dropout"));
        Assert.Throws<ArgumentException>(() => SweepAxis.Parse("seed=1,1"));
        Assert.Throws<ArgumentException>(() => Sweep.Points(Options, [SweepAxis.Parse("batch=x")]));
    }

    [Fact]
    public void The_report_of_a_sweep_has_a_line_for_each_point_and_curves()
    {
        SweepAxis[] axes = [SweepAxis.Parse("text-dropout=0,0.5")];
        var points = Sweep.Points(Options, axes).Select(point => new SweepPoint(point.Values, Train(point.Options))).ToArray();

        var paths = new SweepReport("viml", axes, points, "viml sweep").Write(_folder["report"]);

        var (markdown, csv, svg) = (File.ReadAllText(paths[0]), File.ReadAllText(paths[1]), File.ReadAllText(paths[2]));
        Assert.Contains("| 0.5 | ", markdown);
        Assert.Contains("video + tags: MedR", markdown);
        Assert.Contains("(best)", markdown);
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 2 * 5, lines.Length);
        Assert.All(lines, line => Assert.Equal(18, line.Split(',').Length));
        Assert.Contains("polyline", svg);
    }

    private static MethodResult Train(
        MethodTrainingOptions options, Action<FittingProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var work = new WorkFolder(options.Work);
        var listener = new Fitting.Listener<FittingProgress>(progress ?? (_ => { }));
        return MethodTrainer.Run(options.Validate(), Data, work, listener, cancellation);
    }
}
