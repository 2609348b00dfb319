using Viml.Engine.Weights;
using Viml.Models;
using Viml.Models.VideoMusic;
using Viml.Models.Words;
using Viml.Testing;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;
using Viml.Training.Methods;
using Viml.Training.Paper;
using Viml.Training.Tests.Methods;

namespace Viml.Training.Tests.Paper;

public sealed class PaperSuiteTests : IDisposable
{
    private static readonly MethodPreset Small = new(
        "small", ["eyes"], "ears", "words", VideoMusicConfig.Default(1, 1, 1) with
        {
            Width = 16, Heads = 2, FeedForward = 32, Layers = 1, Dropout = 0,
        });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private PaperOptions Options => new()
    {
        Dataset = _folder["data"], Work = _folder["work"], Preset = Small, TrackPool = 20, ClipPool = 20, Pools = 30,
        Training = new MethodOptions
        {
            Fitting = new FittingOptions { Steps = 2, ValidateEvery = 2 }, Batch = 16, Temperatures = [0.05, 0.1],
        },
        Command = "viml evaluate",
    };

    [Fact]
    public void Both_tables_have_the_lines_of_the_paper_and_what_it_says()
    {
        var report = Measure(Options, Data(texts: clip => clip));

        Assert.Equal(
            [("Prétet et al.", "video"), ("MVPt", "video"), ("MVPt+", "video"), ("ViML", "video"), ("ViML", "video + tags"),
                ("ViML", "tags alone"), ("Chance", "video")],
            report.Tables[0].Rows.Select(row => (row.Method, row.Query)));
        Assert.Equal(49.49, report.Tables[0].Rows[4].Paper!.RecallAt1);
        Assert.Null(report.Tables[0].Rows[5].Paper);
        Assert.Equal(["", "tags", "tags", "tags", "data2text", "data2text", "data2text", ""],
            report.Tables[1].Rows.Select(row => row.TrainedOn));
        var dataToText = report.Tables[1].Rows.Single(row => row is { TrainedOn: "data2text", Query: "video + free text" });
        Assert.Equal(46.24, dataToText.Paper!.RecallAt10);
        Assert.Contains("prompt2text", Assert.Single(report.Tables[1].Missing));
        Assert.Equal(["Chance", "Prétet et al.", "MVPt", "MVPt+", "ViML (tags)", "ViML (tags)"],
            [report.Tables[0].Order[0].Lower.Name, .. report.Tables[0].Order.Select(step => step.Upper.Name)]);
        Assert.All(report.Tables.SelectMany(table => table.Order), step => Assert.Equal(
            step.Upper.Measured.RecallAt10.Value - step.Lower.Measured.RecallAt10.Value, step.Gain.RecallAt10.Value, 9));
        Assert.All(report.Tables.SelectMany(table => table.Rows), row => Assert.Equal((40, 20, 30, 1), (
            row.Measured.Queries, row.Measured.Pool, row.Measured.Pools, row.Measured.Runs)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_from_checkpoints_too()
    {
        var first = ReportCsv.Write(Measure(Options, Data(texts: clip => clip)));

        Assert.Equal(first, ReportCsv.Write(Measure(Options, Data(texts: clip => clip))));
        // Prétet, MVPt, MVPt+ at two temperatures, ViML on two kinds of texts: no clip is longer than a segment.
        Assert.Equal(6, Directory.GetFiles(_folder["work"], "*.run.json").Length);
        Measure(Options with { SegmentSeconds = 2 }, Data(texts: clip => clip));
        Assert.Equal(6 + 4, Directory.GetFiles(_folder["work"], "*.run.json").Length); // MVPt+ and ViML on segments
        Assert.NotEqual(first, ReportCsv.Write(Measure(
            Options with { Work = _folder["other"], Training = Options.Training with { Seed = 7 } }, Data(texts: clip => clip))));
    }

    [Fact]
    public void Texts_for_half_of_the_clips_leave_the_others_out_of_the_pools_and_no_texts_are_said()
    {
        var half = Measure(
            Options with { ClipPool = 15 },
            Data(texts: clip => (clip.Id[^1] - '0') % 2 == 1 ? clip : clip with { Texts = Without(clip, "human") }));
        var none = Measure(
            Options with { Work = _folder["other"] },
            Data(texts: clip => clip with { Texts = new Dictionary<string, IReadOnlyList<StoredFeatures>>() }));

        Assert.All(half.Tables[1].Rows, row => Assert.InRange(row.Measured.Queries, 15, 20));
        Assert.Contains("tags", Assert.Single(none.Tables[0].Missing));
        Assert.Equal(3, none.Tables[1].Missing.Count);
        Assert.DoesNotContain(none.Tables.SelectMany(table => table.Rows), row => row.Method == "ViML");
    }

    [Fact]
    public void A_pool_larger_than_the_test_set_is_an_error_before_anything_is_trained()
    {
        var error = Assert.Throws<DatasetException>(() => Measure(Options with { TrackPool = 41 }, Data(texts: clip => clip)));

        Assert.Contains("41", error.Message);
        Assert.Contains("40", error.Message);
        Assert.Empty(Directory.GetFiles(_folder["work"], "*.run.json"));
    }

    [Fact]
    public void The_report_is_written_as_markdown_csv_and_html_with_the_differences()
    {
        var report = Measure(Options, Data(texts: clip => clip)) with { Command = "viml evaluate <a&b>" };

        var paths = report.Write(_folder["out"]);

        var (markdown, csv, html) = (File.ReadAllText(paths[0]), File.ReadAllText(paths[1]), File.ReadAllText(paths[2]));
        Assert.Contains("| ViML | tags | video + tags | ", markdown);
        Assert.Contains("[49.49]", markdown);
        Assert.Contains("YT8M-MusicVideo", markdown);
        Assert.Contains("| MVPt: video | MVPt+: video | ", markdown);
        Assert.Contains("<td>MVPt: video</td><td>MVPt+: video</td>", html);
        Assert.Contains("Not measured: ViML trained on prompt2text", markdown);
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(1 + 7 + 8, lines.Length);
        Assert.All(lines, line => Assert.Equal(24, line.Split(',').Length));
        Assert.Equal(4, html.Split("<svg").Length - 1);
        Assert.Contains("&lt;a&amp;b&gt;", html);
        Assert.DoesNotContain("NaN", html);
    }

    [Theory]
    [InlineData(0.01, 0.01, "holds")]
    [InlineData(0.01, -0.01, "holds at R@1")]
    [InlineData(-0.01, 0.01, "holds at R@10")]
    [InlineData(-0.01, -0.01, "not told apart")]
    [InlineData(-0.2, 0.01, "turned round")]
    public void An_order_holds_where_the_interval_is_above_zero(double lowAt1, double lowAt10, string verdict)
    {
        Estimate Interval(double low) => new(low + 0.05, low, low + 0.1);
        var step = new PaperStep(null!, null!, new PairedGain(Interval(lowAt1), Interval(lowAt10)));

        Assert.Equal(verdict, step.Verdict);
    }

    [Fact]
    public void Features_of_the_dataset_are_read_and_texts_are_encoded()
    {
        var words = new WordsEncoder(WordsModel.Random(WordsConfig.Default, 1));
        WriteDataset();

        var (report, leftOut) = PaperSuite.Run(
            Options, (name, modality) => modality == Modality.Text ? words : throw new InvalidOperationException($"opened {name}"));

        Assert.Equal(40, report.Tables[0].Rows[0].Measured.Queries);
        Assert.Contains("ears 1", report.Differences.Single(difference => difference.StartsWith("Features", StringComparison.Ordinal)));
        Assert.Equal("missing: the dataset has no features of it", Assert.Single(leftOut));
    }

    [Fact]
    public void A_checkpoint_of_other_data_or_another_configuration_is_not_gone_on_with()
    {
        var data = Data(texts: clip => clip);
        Measure(Options, data);

        Assert.Throws<WeightFileException>(() => Measure(Options, data with { Hash = "another" }));
        Assert.Throws<WeightFileException>(() => Measure(Options with { Training = Options.Training with { Batch = 8 } }, data));
    }

    [Fact]
    public void Too_few_clips_to_train_on_are_an_error()
    {
        var data = Data(texts: clip => clip);

        var error = Assert.Throws<DatasetException>(() => Measure(Options, data with { Train = [data.Train[0]] }));

        Assert.Contains("found 1 and 8", error.Message);
    }

    [Fact]
    public void A_dataset_that_leaks_is_refused()
    {
        WriteDataset(clip => clip with { Group = clip.Id is "1-0" or "3-0" ? "same song" : null });

        var error = Assert.Throws<DatasetException>(() => PaperSuite.Run(Options, (_, _) => throw new InvalidOperationException()));

        Assert.Contains("same song", error.Message);
    }

    [Fact]
    public void Faults_of_the_options_are_listed_together()
    {
        var faulty = Options with { Runs = 0, TrackPool = 1, SegmentSeconds = 0 };
        var message = Assert.Throws<ArgumentException>(() => faulty.Validate()).Message;

        Assert.All(["Runs", "TrackPool", "SegmentSeconds"], name => Assert.Contains(name, message));
    }

    private static PaperReport Measure(PaperOptions options, MethodData data)
    {
        using var work = new WorkFolder(options.Work);
        return PaperSuite.Measure(options.Validate(), data, work);
    }

    private static MethodData Data(Func<PairedClip, PairedClip> texts) => new(
        "toy", [.. Clips(30, 1)], [.. Clips(8, 2)], [.. Clips(40, 3).Select(texts)], new float[ToyClips.TextWidth], ToyClips.TextWidth,
        "toy features", []);

    private static IEnumerable<PairedClip> Clips(int count, int seed) => ToyClips.Make(count, seed).Select(clip => clip with
    {
        Texts = clip.Texts.Append(new("data2text", clip.TextsBy("tags"))).ToDictionary(),
    });

    private static Dictionary<string, IReadOnlyList<StoredFeatures>> Without(PairedClip clip, string method) =>
        clip.Texts.Where(text => text.Key != method).ToDictionary();

    private void WriteDataset(Func<Clip, Clip>? change = null)
    {
        var clips = Clips(30, 1).Concat(Clips(8, 2)).Concat(Clips(40, 3)).ToArray();
        DatasetEncoder eyes = new("eyes", "1", ToyClips.VideoWidth, 1), ears = new("ears", "1", ToyClips.MusicWidth, 1);
        FeatureShard.Write(_folder["data"], eyes, "all", clips.ToDictionary(clip => clip.Id, clip => clip.Video.Read()));
        FeatureShard.Write(_folder["data"], ears, "all", clips.ToDictionary(clip => clip.Id, clip => clip.Music.Read()));
        using var writer = new ClipWriter(_folder["data"]);
        foreach (var id in clips.Select(clip => clip.Id).Append("missing"))
        {
            var clip = new Clip(id, null, null, 0, 4, id[0] == '2' ? Splits.Validation : id[0] == '3' ? Splits.Test : Splits.Train,
                new Dictionary<string, float> { ["flute"] = 1 },
                new Dictionary<string, IReadOnlyList<string>> { ["human"] = [$"a text about {id}"] });
            writer.Append(change?.Invoke(clip) ?? clip);
        }
        new DatasetInfo("toy", "CC0-1.0", "made by a test", new Dictionary<string, int>(), [eyes, ears]).Write(_folder["data"]);
    }
}
