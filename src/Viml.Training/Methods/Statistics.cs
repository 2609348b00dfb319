using Viml.Models;
using Viml.Models.VideoMusic;

namespace Viml.Training.Methods;

/// <summary>Mean and deviation of features that a model is trained on.</summary>
internal static class Statistics
{
    /// <summary>Over every step of sequences.</summary>
    public static FeatureStatistics OfSteps(IEnumerable<FeatureSequence> sequences)
    {
        FeatureStatistics? statistics = null;
        foreach (var sequence in sequences) (statistics ??= new FeatureStatistics(sequence.Width)).Add(sequence);
        return statistics ?? throw new ArgumentException("There are no features.", nameof(sequences));
    }

    /// <summary>Over every step of texts of <paramref name="width"/>.</summary>
    public static FeatureStatistics OfTexts(IEnumerable<float[]> texts, int width)
    {
        var statistics = new FeatureStatistics(width);
        foreach (var text in texts)
            for (var at = 0; at < text.Length; at += width) statistics.Add(text.AsSpan(at, width));
        return statistics;
    }

    /// <summary>Over the means of sequences over time.</summary>
    public static FeatureStatistics OfMeans(IEnumerable<FeatureSequence> sequences) => OfSteps(sequences.Select(sequence =>
    {
        var mean = new float[sequence.Width];
        for (var step = 0; step < sequence.Time; step++)
            for (var i = 0; i < mean.Length; i++) mean[i] += sequence.Step(step)[i] / sequence.Time;
        return new FeatureSequence(mean, 1, mean.Length, 0);
    }));
}
