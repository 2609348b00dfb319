using System.Globalization;

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
    /// <summary>How much was measured, for people.</summary>
    public string Describe() => string.Create(
        CultureInfo.InvariantCulture, $"{Queries:N0} queries in {Pools:N0} {(Pools == 1 ? "pool" : "pools")} of {Pool:N0}");

    /// <summary>Figures over all pools and runs, with the intervals of <see cref="Bootstrap"/>.</summary>
    /// <param name="runs">Ranks of the same queries by models that were trained with different seeds.</param>
    /// <param name="seed">Of the bootstrap.</param>
    internal static PooledFigures Of(IReadOnlyList<PooledRanks> runs, int seed)
    {
        var asked = PooledRanks.Asked(runs);
        var histogram = new RankHistogram(runs[0].Pool);
        var figures = Bootstrap.Intervals(runs.Count, asked.Length, seed, draws =>
        {
            histogram.Clear();
            foreach (var (run, query) in draws) histogram.Add(runs[run].ByQuery[asked[query]]);
            return histogram.Figures();
        });
        return new PooledFigures(asked.Length, runs[0].Pool, runs[0].Pools, runs.Count, figures[0], figures[1], figures[2], figures[3]);
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
