using Viml.Engine.Kernels;

namespace Viml.Training.Evaluation;

/// <summary>The ranks of queries in the pools that their clip is in.</summary>
/// <param name="Pool">Clips in a pool.</param>
/// <param name="Pools">Pools.</param>
/// <param name="ByQuery">1-based ranks of each query, one for each of its pools; none for a query that no pool has.</param>
internal sealed record PooledRanks(int Pool, int Pools, IReadOnlyList<int[]> ByQuery)
{
    /// <summary>Ranks query <c>i</c> in each of its pools, where target <c>i</c> is the right one.</summary>
    /// <param name="queries">Vectors <c>[clips, width]</c>.</param>
    /// <param name="targets">Vectors <c>[clips, width]</c>.</param>
    /// <param name="width">Numbers of a vector.</param>
    /// <param name="pools">Pools of these clips.</param>
    /// <exception cref="ArgumentException">The numbers of vectors do not fit.</exception>
    public static PooledRanks Measure(float[] queries, float[] targets, int width, RetrievalPools pools)
    {
        var clips = pools.PoolsOf.Count;
        if (queries.Length != clips * width || targets.Length != clips * width)
            throw new ArgumentException(
                $"Queries ({queries.Length} numbers) and targets ({targets.Length}) must both be [{clips}, {width}].", nameof(queries));
        var ranks = new int[clips][];
        Parallelism.For(clips, query =>
        {
            var own = pools.PoolsOf[query];
            ranks[query] = new int[own.Count];
            if (own.Count == 0) return;
            var scores = new double[clips];
            for (var target = 0; target < clips; target++)
                scores[target] = RetrievalMetrics.Dot(queries.AsSpan(query * width, width), targets.AsSpan(target * width, width));
            for (var i = 0; i < own.Count; i++) ranks[query][i] = Rank(scores, pools.Members[own[i]], query);
        });
        return new PooledRanks(pools.Size, pools.Members.Count, ranks);
    }

    /// <summary>The queries that are in a pool.</summary>
    /// <exception cref="ArgumentException">There is no run, or runs are of other queries or pools than the first.</exception>
    public static int[] Asked(IReadOnlyList<PooledRanks> runs)
    {
        if (runs.Count == 0 || runs.Any(run => run.Pool != runs[0].Pool || run.ByQuery.Count != runs[0].ByQuery.Count))
            throw new ArgumentException("Runs must be of the same queries and pools.", nameof(runs));
        return [.. Enumerable.Range(0, runs[0].ByQuery.Count).Where(query => runs[0].ByQuery[query].Length > 0)];
    }

    /// <summary>
    /// One plus the number of others that score at least as high: ties count against the query, and so does a score that is not a number.
    /// </summary>
    private static int Rank(double[] scores, int[] members, int right)
    {
        var rank = 1;
        foreach (var other in members)
            if (other != right && !(scores[other] < scores[right])) rank++;
        return rank;
    }
}
