using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class RetrievalMetricsTests
{
    [Fact]
    public void Queries_equal_to_their_targets_rank_first()
    {
        var vectors = OneHot(20);
        var metrics = RetrievalMetrics.Measure(vectors, vectors, 20, pool: 10);
        Assert.Equal(new RetrievalMetrics(20, 10, 1, 1, 1, 1), metrics);
    }

    [Fact]
    public void A_model_that_scores_every_track_alike_ranks_last()
    {
        var same = Enumerable.Repeat(1f, 40).ToArray();
        var metrics = RetrievalMetrics.Measure(same, same, 2, pool: 20);
        Assert.Equal(20, metrics.MedianRank);
        Assert.Equal(0, metrics.RecallAt10);
    }

    [Fact]
    public void A_score_that_is_not_a_number_counts_against_the_query()
    {
        var queries = OneHot(4);
        queries.AsSpan(0, 4).Fill(float.NaN);
        Assert.Equal(0.75, RetrievalMetrics.Measure(queries, OneHot(4), 4, pool: 4).RecallAt1);
    }

    [Fact]
    public void Recall_and_median_are_counted_over_all_ranks()
    {
        var metrics = RetrievalMetrics.FromRanks([1, 5, 6, 10, 11, 400], pool: 500);
        Assert.Equal(new RetrievalMetrics(6, 500, 8, 1 / 6.0, 2 / 6.0, 4 / 6.0), metrics);
    }

    [Fact]
    public void A_rest_shorter_than_a_pool_is_left_out() =>
        Assert.Equal(20, RetrievalMetrics.Measure(OneHot(25), OneHot(25), 25, pool: 10).Queries);

    [Fact]
    public void Chance_for_the_pools_of_the_paper_matches_its_tables()
    {
        Assert.Equal(0.005, RetrievalMetrics.Chance(2000).RecallAt10, 6);
        Assert.Equal(0.02, RetrievalMetrics.Chance(500).RecallAt10, 6);
    }

    [Fact]
    public void Fewer_pairs_than_a_pool_are_refused() =>
        Assert.Throws<ArgumentException>(() => RetrievalMetrics.Measure(OneHot(5), OneHot(5), 5, pool: 6));

    private static float[] OneHot(int count)
    {
        var vectors = new float[count * count];
        for (var i = 0; i < count; i++) vectors[i * count + i] = 1;
        return vectors;
    }
}
