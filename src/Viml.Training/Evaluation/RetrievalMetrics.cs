namespace Viml.Training.Evaluation;

/// <summary>
/// How well queries find their own track in a pool: median rank and the share of queries whose track is among the first 1, 5 and 10,
/// as in the tables of the paper. Shares are fractions in [0, 1].
/// </summary>
/// <param name="Queries">Number of queries measured.</param>
/// <param name="Pool">Number of tracks each query is ranked against, its own included.</param>
/// <param name="MedianRank">The median of the 1-based ranks.</param>
public sealed record RetrievalMetrics(int Queries, int Pool, double MedianRank, double RecallAt1, double RecallAt5, double RecallAt10)
{
    /// <summary>What a random order would give for a pool of this size.</summary>
    public static RetrievalMetrics Chance(int pool) =>
        new(0, pool, (pool + 1) / 2.0, 1.0 / pool, Math.Min(1, 5.0 / pool), Math.Min(1, 10.0 / pool));

    /// <summary>Ranks query <c>i</c> against all targets, of which target <c>i</c> is the right one.</summary>
    /// <param name="queries">Unit vectors, <c>[count, width]</c>.</param>
    /// <param name="targets">Unit vectors, <c>[count, width]</c>.</param>
    /// <param name="pool">
    /// Size of each pool: queries and targets are cut into consecutive pools of this size and a shorter rest is left out, so every rank
    /// is measured against equally many tracks.
    /// </param>
    /// <exception cref="ArgumentException">There are fewer pairs than one pool needs.</exception>
    public static RetrievalMetrics Measure(float[] queries, float[] targets, int width, int pool)
    {
        var count = queries.Length / width;
        if (queries.Length != targets.Length || queries.Length != count * width)
            throw new ArgumentException(
                $"Queries ({queries.Length} numbers) and targets ({targets.Length}) must both be [count, {width}].");
        if (count < pool || pool < 1)
            throw new ArgumentException($"A pool of {pool} needs at least {pool} pairs, but there are {count}.", nameof(pool));

        var measured = count / pool * pool;
        var ranks = new int[measured];
        for (var i = 0; i < measured; i++)
        {
            var first = i / pool * pool;
            ranks[i] = Rank(queries.AsSpan(i * width, width), targets.AsSpan(first * width, pool * width), i - first);
        }
        return FromRanks(ranks, pool);
    }

    /// <summary>Summarises 1-based ranks measured against pools of <paramref name="pool"/> tracks.</summary>
    public static RetrievalMetrics FromRanks(ReadOnlySpan<int> ranks, int pool)
    {
        var sorted = ranks.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
        return new RetrievalMetrics(sorted.Length, pool, median, Recall(1), Recall(5), Recall(10));

        double Recall(int k) => sorted.Count(rank => rank <= k) / (double)sorted.Length;
    }

    /// <summary>
    /// One plus the number of targets that score at least as high as the right one: a tie counts against the query, so a model that
    /// gives every track the same score ranks last and not first.
    /// </summary>
    private static int Rank(ReadOnlySpan<float> query, ReadOnlySpan<float> targets, int right)
    {
        var width = query.Length;
        var own = Dot(query, targets.Slice(right * width, width));
        var rank = 1;
        for (var j = 0; j < targets.Length / width; j++)
            if (j != right && !(Dot(query, targets.Slice(j * width, width)) < own))
                rank++;
        return rank;
    }

    internal static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => System.Numerics.Tensors.TensorPrimitives.Dot(a, b);
}
