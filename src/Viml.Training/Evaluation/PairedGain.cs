namespace Viml.Training.Evaluation;

/// <summary>
/// How much more one way of asking finds than another in the same pools, with 95 % intervals. The same queries are compared, so a
/// difference can be certain although the intervals of both figures overlap.
/// </summary>
/// <param name="RecallAt1">The difference of recall at 1, a fraction.</param>
/// <param name="RecallAt10">The difference of recall at 10, a fraction.</param>
public sealed record PairedGain(Estimate RecallAt1, Estimate RecallAt10)
{
    /// <summary>What <paramref name="upper"/> finds more than <paramref name="lower"/>; runs are paired by their number.</summary>
    internal static PairedGain Of(IReadOnlyList<PooledRanks> lower, IReadOnlyList<PooledRanks> upper, int seed)
    {
        var asked = PooledRanks.Asked([.. lower, .. upper]);
        var gains = Bootstrap.Intervals(Math.Min(lower.Count, upper.Count), asked.Length, seed, draws =>
        {
            var (at1, at10, total) = (0, 0, 0);
            foreach (var (run, query) in draws)
            {
                var (less, more) = (lower[run].ByQuery[asked[query]], upper[run].ByQuery[asked[query]]);
                at1 += Found(more, 1) - Found(less, 1);
                at10 += Found(more, 10) - Found(less, 10);
                total += more.Length;
            }
            return [at1 / (double)total, at10 / (double)total];
        });
        return new PairedGain(gains[0], gains[1]);
    }

    private static int Found(int[] ranks, int within)
    {
        var found = 0;
        foreach (var rank in ranks)
            if (rank <= within) found++;
        return found;
    }
}
