using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>Measures a model while it is trained, on clips of the validation split that each have music of their own.</summary>
internal static class MethodValidation
{
    /// <summary>Figures by name; the first decides, higher is better: the mean of recall at 1, 5 and 10 over all kinds of query.</summary>
    /// <param name="model">The model.</param>
    /// <param name="run">Has the clips.</param>
    /// <param name="text">The method of the texts of queries; null for a model without text.</param>
    public static IReadOnlyList<(string Name, double Value)> Measure(IRetrievalModel model, MethodRun run, string? text)
    {
        var (asked, sources) = TextCoverage.Of([.. run.Validation.DistinctBy(clip => clip.MusicKey)], text is null ? [] : [text]);
        PairedClip[] clips = [.. asked.Select(clip => clip.Cut(run.Options.SegmentSeconds, 0.5))];
        if (clips.Length == 0) return [("recall", double.NaN)];
        var retrieval = new Retrieval(model, [.. clips.Select(clip => clip.Music.Read())], clips.Length);
        var video = retrieval.Measure(clips.Select(clip => clip.AskByVideo()));
        if (sources is not [var source])
            return [("recall", Mean(video)), ("recallAt10.video", video.RecallAt10)];
        var both = retrieval.Measure(clips.Select(clip => clip.AskByBoth(source)));
        return [("recall", (Mean(video) + Mean(both)) / 2), ("recallAt10.video", video.RecallAt10),
            ("recallAt10.videoAndText", both.RecallAt10)];
    }

    private static double Mean(RetrievalMetrics metrics) => (metrics.RecallAt1 + metrics.RecallAt5 + metrics.RecallAt10) / 3;
}
