namespace Viml.Training.Evaluation;

/// <summary>A figure with its 95 % interval.</summary>
public readonly record struct Estimate(double Value, double Low, double High);

/// <summary>Median rank and recall (fractions in [0, 1]) over pools, with 95 % intervals.</summary>
/// <param name="Queries">Queries that were measured.</param>
/// <param name="Pool">Clips in a pool.</param>
/// <param name="Pools">Pools.</param>
/// <param name="Runs">Trained models, of different seeds.</param>
/// <param name="MedianRank">The median of all 1-based ranks.</param>
/// <param name="RecallAt1">Share of ranks of 1.</param>
/// <param name="RecallAt5">Share of ranks up to 5.</param>
/// <param name="RecallAt10">Share of ranks up to 10.</param>
public sealed record PooledFigures(
    int Queries, int Pool, int Pools, int Runs, Estimate MedianRank, Estimate RecallAt1, Estimate RecallAt5, Estimate RecallAt10)
{
    private const int Resamples = 1000;
    private const double Tail = 0.025;

    /// <summary>
    /// Figures over all pools and runs. The intervals are percentiles of a bootstrap (Efron 1979) that draws runs and queries anew: pools
    /// overlap, so that their spread alone would say too little, and a query keeps its ranks together.
    /// </summary>
    /// <param name="runs">Ranks of the same queries by models that were trained with different seeds.</param>
    /// <param name="seed">Of the bootstrap.</param>
    internal static PooledFigures Of(IReadOnlyList<PooledRanks> runs, int seed)
    {
        if (runs.Count == 0 || runs.Any(run => run.Pool != runs[0].Pool || run.ByQuery.Count != runs[0].ByQuery.Count))
            throw new ArgumentException("Runs must be of the same queries and pools.", nameof(runs));
        int[] asked = [.. Enumerable.Range(0, runs[0].ByQuery.Count).Where(query => runs[0].ByQuery[query].Length > 0)];
        var whole = new RankHistogram(runs[0].Pool);
        foreach (var run in runs)
            foreach (var query in asked) whole.Add(run.ByQuery[query]);

        var random = new Random(seed);
        var drawn = new double[4][];
        for (var figure = 0; figure < drawn.Length; figure++) drawn[figure] = new double[Resamples];
        var histogram = new RankHistogram(runs[0].Pool);
        for (var resample = 0; resample < Resamples; resample++)
        {
            histogram.Clear();
            for (var i = 0; i < runs.Count; i++)
            {
                var run = runs[random.Next(runs.Count)];
                for (var j = 0; j < asked.Length; j++) histogram.Add(run.ByQuery[asked[random.Next(asked.Length)]]);
            }
            var figures = histogram.Figures();
            for (var figure = 0; figure < drawn.Length; figure++) drawn[figure][resample] = figures[figure];
        }

        var values = whole.Figures();
        return new PooledFigures(asked.Length, runs[0].Pool, runs[0].Pools, runs.Count, Interval(0), Interval(1), Interval(2), Interval(3));

        Estimate Interval(int figure)
        {
            Array.Sort(drawn[figure]);
            return new Estimate(
                values[figure], drawn[figure][(int)(Tail * Resamples)], drawn[figure][(int)((1 - Tail) * Resamples) - 1]);
        }
    }

    /// <summary>How often each rank occurs.</summary>
    private sealed class RankHistogram(int pool)
    {
        private readonly long[] _counts = new long[pool + 1];
        private long _total;

        public void Clear()
        {
            Array.Clear(_counts);
            _total = 0;
        }

        public void Add(int[] ranks)
        {
            foreach (var rank in ranks) _counts[rank]++;
            _total += ranks.Length;
        }

        /// <summary>Median rank, and recall at 1, 5 and 10.</summary>
        public double[] Figures() => [(Place((_total - 1) / 2) + Place(_total / 2)) / 2.0, Recall(1), Recall(5), Recall(10)];

        private double Recall(int k) => _counts.Take(k + 1).Sum() / (double)_total;

        /// <summary>The rank at a place of the sorted ranks, counted from 0.</summary>
        private int Place(long place)
        {
            var rank = 0;
            for (var seen = 0L; seen <= place; seen += _counts[rank]) rank++;
            return rank;
        }
    }
}
