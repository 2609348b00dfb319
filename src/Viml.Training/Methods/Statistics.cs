using Viml.Models;
using Viml.Models.VideoMusic;
using Viml.Training.Datasets;

namespace Viml.Training.Methods;

/// <summary>Mean and deviation of features that a model is trained on.</summary>
internal static class Statistics
{
    private const int Enough = 8192; // clips: more change a mean by less than a hundredth of a deviation

    /// <summary>Clips spread evenly over those that are trained on: all, or enough of them.</summary>
    public static IReadOnlyList<PairedClip> Some(IReadOnlyList<PairedClip> clips) => clips.Count <= Enough
        ? clips
        : [.. Enumerable.Range(0, Enough).Select(at => clips[(int)((long)at * clips.Count / Enough)])];

    /// <summary>Over every step of sequences.</summary>
    public static FeatureStatistics OfSteps(IEnumerable<StoredFeatures> sequences)
    {
        FeatureStatistics? statistics = null;
        foreach (var sequence in sequences) (statistics ??= new FeatureStatistics(sequence.Width)).Add(sequence.Read());
        return statistics ?? throw new ArgumentException("There are no features.", nameof(sequences));
    }

    /// <summary>Over every step of texts of <paramref name="width"/>.</summary>
    public static FeatureStatistics OfTexts(IEnumerable<StoredFeatures> texts, int width)
    {
        var statistics = new FeatureStatistics(width);
        foreach (var text in texts) statistics.Add(text.Read());
        return statistics;
    }

    /// <summary>Over the means of sequences over time.</summary>
    public static FeatureStatistics OfMeans(IEnumerable<StoredFeatures> sequences) => OfSteps(sequences.Select(stored =>
    {
        var sequence = stored.Read();
        var mean = new float[sequence.Width];
        for (var step = 0; step < sequence.Time; step++)
            for (var i = 0; i < mean.Length; i++) mean[i] += sequence.Step(step)[i] / sequence.Time;
        return StoredFeatures.Of(new FeatureSequence(mean, 1, mean.Length, 0));
    }));
}
