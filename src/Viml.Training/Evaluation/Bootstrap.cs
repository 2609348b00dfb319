namespace Viml.Training.Evaluation;

/// <summary>
/// 95 % intervals as percentiles of a bootstrap (Efron 1979) that draws runs and queries anew: pools overlap, so that their spread alone
/// would say too little, and a query keeps its ranks together.
/// </summary>
internal static class Bootstrap
{
    private const int Resamples = 1000;
    private const double Tail = 0.025;

    /// <summary>Each figure of all runs and queries, with its interval.</summary>
    /// <param name="runs">Runs; of each that is drawn, as many queries are drawn as there are.</param>
    /// <param name="queries">Queries of a run.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="measure">The figures of some runs and queries, counted from 0.</param>
    public static Estimate[] Intervals(int runs, int queries, int seed, Func<IEnumerable<(int Run, int Query)>, double[]> measure)
    {
        var values = measure(from run in Enumerable.Range(0, runs) from query in Enumerable.Range(0, queries) select (run, query));
        var random = new Random(seed);
        var drawn = new double[Resamples][];
        for (var i = 0; i < Resamples; i++) drawn[i] = measure(Draw(runs, queries, random));
        return [.. values.Select((value, figure) =>
        {
            double[] sorted = [.. drawn.Select(figures => figures[figure]).Order()];
            return new Estimate(value, sorted[(int)(Tail * Resamples)], sorted[(int)((1 - Tail) * Resamples) - 1]);
        })];
    }

    private static IEnumerable<(int Run, int Query)> Draw(int runs, int queries, Random random)
    {
        for (var i = 0; i < runs; i++)
        {
            var run = random.Next(runs);
            for (var j = 0; j < queries; j++) yield return (run, random.Next(queries));
        }
    }
}
