using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class PooledRetrievalTests
{
    private const int Width = 3;

    [Theory]
    [InlineData(60, 60, 20)]
    [InlineData(60, 25, 20)]
    [InlineData(60, 30, 7)]
    public void Ranks_and_figures_equal_those_of_sorting_every_pool(int clips, int music, int pool)
    {
        // Coarse numbers, so that there are many ties.
        var random = new Random(5);
        float[] queries = Coarse(random, clips), targets = Coarse(random, clips);
        string[] keys = [.. Enumerable.Range(0, clips).Select(clip => $"music {clip % music}")];
        var pools = RetrievalPools.Draw(keys, pool, count: 9, seed: 3);

        var figures = PooledFigures.Of([PooledRanks.Measure(queries, targets, Width, pools)], seed: 1);

        var ranks = new List<int>();
        foreach (var members in pools.Members)
            foreach (var query in members)
            {
                var sorted = members.OrderByDescending(other => Score(queries, targets, query, other)).ThenBy(other => other == query);
                ranks.Add(sorted.ToList().IndexOf(query) + 1);
            }
        ranks.Sort();
        Assert.Equal((ranks[(ranks.Count - 1) / 2] + ranks[ranks.Count / 2]) / 2.0, figures.MedianRank.Value);
        Assert.Equal(ranks.Count(rank => rank <= 1) / (double)ranks.Count, figures.RecallAt1.Value, 12);
        Assert.Equal(ranks.Count(rank => rank <= 5) / (double)ranks.Count, figures.RecallAt5.Value, 12);
        Assert.Equal(ranks.Count(rank => rank <= 10) / (double)ranks.Count, figures.RecallAt10.Value, 12);
    }

    [Fact]
    public void A_model_that_tells_nothing_apart_is_last_and_not_first()
    {
        var same = Enumerable.Repeat(1f, 20 * Width).ToArray();
        var pools = RetrievalPools.Draw(Keys(20), 10, 3, 1);

        var figures = PooledFigures.Of([PooledRanks.Measure(same, same, Width, pools)], seed: 1);
        var broken = PooledFigures.Of([PooledRanks.Measure([.. same.Select(_ => float.NaN)], same, Width, pools)], seed: 1);

        Assert.Equal((10.0, 0.0), (figures.MedianRank.Value, figures.RecallAt5.Value));
        Assert.Equal((10.0, 0.0), (broken.MedianRank.Value, broken.RecallAt5.Value));
    }

    [Fact]
    public void Pools_hold_every_music_once_are_the_same_for_a_seed_and_differ_otherwise()
    {
        string[] keys = [.. Enumerable.Range(0, 60).Select(clip => $"music {clip % 30}")];

        var pools = RetrievalPools.Draw(keys, 20, 5, 1);

        Assert.All(pools.Members, members => Assert.Equal(20, members.Select(clip => keys[clip]).Distinct().Count()));
        Assert.Equal(pools.Members, RetrievalPools.Draw(keys, 20, 5, 1).Members);
        Assert.NotEqual(pools.Members, RetrievalPools.Draw(keys, 20, 5, 2).Members);
        Assert.NotEqual(pools.Members[0], pools.Members[1]);
        Assert.Equal(pools.Members.Count(members => members.Contains(7)), pools.PoolsOf[7].Count);
    }

    [Fact]
    public void A_pool_of_the_whole_test_set_is_drawn_once_and_a_larger_one_not_at_all()
    {
        Assert.Single(RetrievalPools.Draw(Keys(20), 20, 5, 1).Members);
        var error = Assert.Throws<ArgumentException>(() => RetrievalPools.Draw(Keys(20), 21, 5, 1));
        Assert.Contains("21", error.Message);
        Assert.Contains("20", error.Message);
    }

    [Fact]
    public void Intervals_hold_the_value_and_shrink_with_more_queries()
    {
        var few = Chance(40);
        var many = Chance(4000);

        Assert.InRange(many.RecallAt10.Value, many.RecallAt10.Low, many.RecallAt10.High);
        Assert.InRange(0.5, many.RecallAt10.Low, many.RecallAt10.High);
        Assert.True(many.RecallAt10.High - many.RecallAt10.Low < (few.RecallAt10.High - few.RecallAt10.Low) / 3);
        Assert.True(many.RecallAt10.High - many.RecallAt10.Low > 0);
    }

    [Fact]
    public void Runs_that_differ_widen_the_interval()
    {
        PooledRanks good = Ranks(200, _ => 1), bad = Ranks(200, _ => 20);

        var both = PooledFigures.Of([good, bad], seed: 1);

        Assert.Equal((0.5, 0.0, 1.0), (both.RecallAt1.Value, both.RecallAt1.Low, both.RecallAt1.High));
        Assert.Equal((2, 200), (both.Runs, both.Queries));
        Assert.Throws<ArgumentException>(() => PooledFigures.Of([good, Ranks(100, _ => 1)], seed: 1));
        Assert.Throws<ArgumentException>(() => PooledFigures.Of([], seed: 1));
    }

    [Fact]
    public void A_small_gain_on_every_query_is_certain_where_the_intervals_of_both_figures_overlap()
    {
        PooledRanks lower = Ranks(400, query => 1 + query % 20), upper = Ranks(400, query => query % 20 == 10 ? 10 : 1 + query % 20);

        var gain = PairedGain.Of([lower], [upper], seed: 1);

        Assert.Equal((0.0, 0.05), (gain.RecallAt1.Value, gain.RecallAt10.Value));
        Assert.True(gain.RecallAt10.Low > 0);
        Assert.Equal((0.0, 0.0), (gain.RecallAt1.Low, gain.RecallAt1.High));
        var (few, more) = (PooledFigures.Of([lower], seed: 1).RecallAt10, PooledFigures.Of([upper], seed: 1).RecallAt10);
        Assert.True(few.High > more.Low);
        Assert.Equal(-0.05, PairedGain.Of([upper], [lower], seed: 1).RecallAt10.Value, 12);
        Assert.Throws<ArgumentException>(() => PairedGain.Of([lower], [Ranks(10, _ => 1)], seed: 1));
    }

    /// <summary>Every rank of a pool of 20 equally often.</summary>
    private static PooledFigures Chance(int queries) => PooledFigures.Of([Ranks(queries, query => 1 + query % 20)], seed: 1);

    private static PooledRanks Ranks(int queries, Func<int, int> rank) =>
        new(20, 1, [.. Enumerable.Range(0, queries).Select(query => new[] { rank(query) })]);

    private static string[] Keys(int count) => [.. Enumerable.Range(0, count).Select(clip => $"{clip}")];

    private static float[] Coarse(Random random, int clips) => [.. Enumerable.Range(0, clips * Width).Select(_ => (float)random.Next(3))];

    private static double Score(float[] queries, float[] targets, int query, int target)
    {
        var sum = 0.0;
        for (var i = 0; i < Width; i++) sum += queries[query * Width + i] * targets[target * Width + i];
        return sum;
    }
}
