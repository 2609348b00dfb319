namespace Viml.Training.Evaluation;

/// <summary>
/// How well scores order clips by one tag: areas under the ROC and the precision-recall curve, computed in double precision.
/// </summary>
public static class TaggingMetrics
{
    /// <summary>
    /// The probability that a clip with the tag scores above a clip without it, ties counting one half (Mann-Whitney).
    /// <see cref="double.NaN"/> where one of the two kinds is missing.
    /// </summary>
    public static double RocAuc(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var order = Ascending(scores);
        double rankSum = 0;
        long positives = 0;
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end < order.Length && scores[order[end]] == scores[order[i]]) end++;
            var sharedRank = (i + 1 + end) / 2.0;
            for (; i < end; i++)
                if (labels[order[i]])
                {
                    rankSum += sharedRank;
                    positives++;
                }
        }
        var negatives = order.Length - positives;
        return positives == 0 || negatives == 0
            ? double.NaN
            : (rankSum - positives * (positives + 1) / 2.0) / ((double)positives * negatives);
    }

    /// <summary>
    /// Average precision: the mean, over the clips with the tag, of the precision at their place in the ranking. NaN without any.
    /// </summary>
    public static double AveragePrecision(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        var order = Ascending(scores);
        double sum = 0;
        var hits = 0;
        for (var i = order.Length - 1; i >= 0; i--)
            if (labels[order[i]])
                sum += ++hits / (double)(order.Length - i);
        return hits == 0 ? double.NaN : sum / hits;
    }

    private static int[] Ascending(ReadOnlySpan<float> scores)
    {
        var keys = scores.ToArray();
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        return order;
    }
}
