using Viml.Training.Evaluation;

namespace Viml.Training.Tests.Evaluation;

public sealed class TaggingMetricsTests
{
    [Fact]
    public void A_perfect_order_scores_one_and_its_reverse_zero()
    {
        bool[] labels = [false, true, false, true];
        Assert.Equal(1, TaggingMetrics.RocAuc([0.1f, 0.8f, 0.2f, 0.9f], labels));
        Assert.Equal(0, TaggingMetrics.RocAuc([0.9f, 0.2f, 0.8f, 0.1f], labels));
        Assert.Equal(1, TaggingMetrics.AveragePrecision([0.1f, 0.8f, 0.2f, 0.9f], labels));
    }

    [Fact]
    public void Equal_scores_are_worth_one_half() =>
        Assert.Equal(0.5, TaggingMetrics.RocAuc([0.3f, 0.3f, 0.3f], [true, false, false]));

    [Fact]
    public void Average_precision_is_the_mean_precision_at_the_hits() =>
        Assert.Equal((1.0 + 2.0 / 3.0) / 2, TaggingMetrics.AveragePrecision([0.9f, 0.8f, 0.7f, 0.1f], [true, false, true, false]), 12);

    [Fact]
    public void One_kind_alone_has_no_area() => Assert.True(double.IsNaN(TaggingMetrics.RocAuc([0.1f, 0.2f], [true, true])));
}
