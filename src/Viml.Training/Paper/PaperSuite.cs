using System.Globalization;
using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;
using Viml.Training.Methods;

namespace Viml.Training.Paper;

/// <summary>Trains and measures every method of the paper's two tables on one dataset.</summary>
public sealed class PaperSuite
{
    // Those of a single training in both tables. MVPt+ is in both too and takes several.
    private const int PlainMethods = 8;
    private const string Video = "video";

    private readonly PaperOptions _options;
    private readonly MethodData _data;
    private readonly WorkFolder _work;
    private readonly IProgress<PaperProgress>? _progress;
    private readonly CancellationToken _cancellation;
    private int _trainings;

    private PaperSuite(
        PaperOptions options, MethodData data, WorkFolder work, IProgress<PaperProgress>? progress, CancellationToken cancellation) =>
        (_options, _data, _work, _progress, _cancellation) = (options, data, work, progress, cancellation);

    /// <summary>Runs or resumes the suite.</summary>
    /// <param name="options">How.</param>
    /// <param name="open">Opens an encoder by name.</param>
    /// <param name="preparation">Told how many clips are decoded.</param>
    /// <param name="progress">Told how many methods are trained.</param>
    /// <param name="cancellation">Interrupts the run; the next one resumes.</param>
    /// <returns>The report, and clips that were left out with the reason.</returns>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, leaks, or has too few clips for a pool.</exception>
    public static (PaperReport Report, IReadOnlyList<string> LeftOut) Run(
        PaperOptions options, Func<string, Modality, IEncoder> open, IProgress<PreparationProgress>? preparation = null,
        IProgress<PaperProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(open);
        options.Validate();
        using var work = new WorkFolder(options.Work);
        var data = MethodData.Read(options.Dataset, options.Preset, open, preparation, cancellation);
        return (Measure(options, data, work, progress, cancellation), data.LeftOut);
    }

    /// <summary>Measures data that are read.</summary>
    internal static PaperReport Measure(
        PaperOptions options, MethodData data, WorkFolder work, IProgress<PaperProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        data.RequireEnough(options.Dataset);
        var suite = new PaperSuite(options, data, work, progress, cancellation);
        // Before hours are spent on training.
        var (tracks, clips) = (suite.TestSet(TextSource.Tags, options.TrackPool), suite.TestSet(TextSource.Human, options.ClipPool));
        return new PaperReport([suite.TrackTable(tracks), suite.ClipTable(clips)], PaperDifferences.Of(options, data), options.Command);
    }

    private PaperTable TrackTable(TestSet test)
    {
        var tags = new Query("video + tags", clip => clip.AskByBoth(TextSource.Tags));
        var (lines, missing) = (new List<Line>(), new List<string>());
        Add(lines, test, null, "Prétet et al.", "pretet", "", (VideoAlone, PaperFigures.Pretet));
        Add(lines, test, null, "MVPt", "mvpt", "", (VideoAlone, PaperFigures.Mvpt));
        Add(lines, test, null, "MVPt+", "mvpt+", "", (VideoAlone, PaperFigures.MvptPlus));
        if (Lacks(TextSource.Tags, test) is { } reason) missing.Add($"ViML with tags: {reason}");
        else
            Add(lines, test, null, "ViML", "viml", TextSource.Tags,
                (VideoAlone, PaperFigures.VimlWithoutText), (tags, PaperFigures.VimlWithTags),
                (new Query("tags alone", clip => clip.AskByText(TextSource.Tags)), null));
        Add(lines, test, null, "Chance", "chance", "", (VideoAlone, PaperFigures.ChanceOfTracks));
        var title = string.Create(CultureInfo.InvariantCulture, $"Table 1: whole tracks, pool of {test.Pools.Size:N0}");
        return TableOf("tracks", title, lines, missing);
    }

    private PaperTable ClipTable(TestSet test)
    {
        var (seconds, level) = (_options.SegmentSeconds, LevelOf(_options.SegmentSeconds));
        Query both = new("video + free text", clip => clip.AskByBoth(TextSource.Human)),
            alone = new("free text alone", clip => clip.AskByText(TextSource.Human));
        var (lines, missing) = (new List<Line>(), new List<string>());
        Add(lines, test, level, "MVPt+", "mvpt+", "", (VideoAlone, PaperFigures.MvptPlusOnClips));
        foreach (var (method, paper) in new[]
        {
            (TextSource.Tags, PaperFigures.TagsOnClips), (TextSource.DataToText, PaperFigures.DataToTextOnClips),
            (TextSource.PromptToText, PaperFigures.PromptToTextOnClips),
        })
            if ((Lacks(TextSource.Human, test) ?? Lacks(method, null)) is { } reason) missing.Add($"ViML trained on {method}: {reason}");
            else Add(lines, test, level, "ViML", "viml", method, (VideoAlone, null), (both, paper), (alone, null));
        Add(lines, test, level, "Chance", "chance", "", (VideoAlone, PaperFigures.ChanceOfClips));
        var title = string.Create(CultureInfo.InvariantCulture, $"Table 2: clips of {seconds:0.#} s, pool of {test.Pools.Size:N0}");
        return TableOf("clips", title, lines, missing);
    }

    private PaperTable TableOf(string name, string title, List<Line> lines, List<string> missing)
    {
        Line[] ordered = [.. lines.Where(line => line.Row.Paper is not null).OrderBy(line => line.Row.Paper!.RecallAt10)];
        return new PaperTable(
            name, title, [.. lines.Select(line => line.Row)],
            [.. ordered.Zip(ordered.Skip(1), (lower, upper) => new PaperStep(
                lower.Row, upper.Row, PairedGain.Of(lower.Runs, upper.Runs, _options.Training.Seed)))],
            missing);
    }

    /// <summary>The length of a segment; null where no clip is longer: then what is trained on whole clips is the same.</summary>
    private double? LevelOf(double seconds) =>
        _data.Train.Concat(_data.Validation).Concat(_data.Test).Any(clip => clip.Cut(seconds, 0) is var cut
            && (cut.Video.Time < clip.Video.Time || cut.Music.Time < clip.Music.Time))
            ? seconds
            : null;

    private static Query VideoAlone { get; } = new(Video, clip => clip.AskByVideo());

    private void Add(
        List<Line> lines, TestSet test, double? seconds, string label, string method, string trainedOn,
        params (Query Query, PaperFigures? Paper)[] queries)
    {
        PairedClip[] clips = [.. test.Clips.Select(clip => clip.Cut(seconds, 0.5))];
        var ranks = queries.Select(_ => new List<PooledRanks>()).ToArray();
        for (var run = 0; run < _options.Runs; run++)
        {
            var model = Train(method, trainedOn, run, seconds);
            var music = model.EmbedMusic([.. clips.Select(clip => clip.Music.Read())]);
            for (var i = 0; i < queries.Length; i++)
                ranks[i].Add(PooledRanks.Measure(
                    model.EmbedQueries([.. clips.Select(queries[i].Query.Ask)]), music, model.Width, test.Pools));
        }
        lines.AddRange(queries.Select((asked, i) => new Line(
            new PaperRow(label, trainedOn, asked.Query.Name, PooledFigures.Of(ranks[i], _options.Training.Seed), asked.Paper), ranks[i])));
    }

    private IRetrievalModel Train(string method, string text, int run, double? seconds)
    {
        var known = KnownMethods.ByName(method, text);
        var total = (PlainMethods + 2 * new MvptPlusMethod().TrainingsOf(_options.Training)) * _options.Runs;
        var name = text.Length == 0 ? method : $"{method} on {text}";
        _progress?.Report(new PaperProgress(name, _trainings, total));
        var (fit, last) = (0, 0);
        var steps = _progress is null ? null : new Relay(fitting =>
        {
            if (fitting.Step < last) fit++;
            last = fitting.Step;
            _progress.Report(new PaperProgress(name, _trainings + fit + (double)fitting.Step / fitting.Steps, total));
        });
        var model = known.Train(new MethodRun(
            _data.Train, _data.Validation, _data.NullText, _options.TrainingOf(run, seconds), _work,
            _data.Describe(), steps, _cancellation)
        {
            TextWidth = _data.TextWidth,
        });
        _trainings += known.TrainingsOf(_options.Training);
        return model;
    }

    /// <summary>The test clips that have a text where any has; all where none has.</summary>
    private TestSet TestSet(string text, int pool)
    {
        PairedClip[] clips = [.. _data.Test.Where(clip => clip.TextsBy(text).Count > 0)];
        if (clips.Length == 0) clips = [.. _data.Test];
        var music = clips.DistinctBy(clip => clip.MusicKey).Count();
        if (music < pool)
            throw new DatasetException(_options.Dataset, null, $"at least {pool} test clips of different music for a pool of {pool}",
                $"{music}; choose a smaller pool");
        return new TestSet(
            clips, RetrievalPools.Draw([.. clips.Select(clip => clip.MusicKey)], pool, _options.Pools, _options.Training.Seed));
    }

    /// <summary>Why a text cannot be used; null where it can.</summary>
    private string? Lacks(string text, TestSet? test) =>
        test is not null && test.Clips.Any(clip => clip.TextsBy(text).Count == 0) ? $"the test clips have no texts by '{text}'"
            : test is null && _data.Train.All(clip => clip.TextsBy(text).Count == 0) ? $"the training clips have no texts by '{text}'"
            : null;

    private sealed record Line(PaperRow Row, IReadOnlyList<PooledRanks> Runs);

    private sealed record Query(string Name, Func<PairedClip, RetrievalQuery> Ask);

    private sealed class Relay(Action<FittingProgress> report) : IProgress<FittingProgress>
    {
        public void Report(FittingProgress value) => report(value);
    }
}

/// <summary>Test clips with their pools.</summary>
internal sealed record TestSet(IReadOnlyList<PairedClip> Clips, RetrievalPools Pools);
