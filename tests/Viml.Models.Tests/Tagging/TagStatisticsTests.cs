using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Tagging;

public sealed class TagStatisticsTests
{
    [Fact]
    public void Means_and_deviations_are_those_of_the_log_odds()
    {
        var statistics = TagStatistics.Of([[0.5f, 0.9f], [0.5f, 0.1f]]);
        Assert.Equal(2, statistics.Recordings);
        Assert.Equal([0, 0], statistics.Means.Select(mean => MathF.Round(mean, 5)));
        Assert.Equal(0, statistics.Deviations[0], 1e-5f);
        Assert.Equal(MathF.Log(9), statistics.Deviations[1], 1e-4f);
    }

    [Fact]
    public void Two_sets_together_have_the_statistics_of_their_union()
    {
        float[][] some = [[0.2f], [0.3f], [0.9f]], others = [[0.5f], [0.01f], [0.7f], [0.6f]];
        var all = TagStatistics.Of([.. some, .. others]);
        var joined = TagStatistics.Of(some).With(TagStatistics.Of(others), 4);
        Assert.Equal(all.Recordings, joined.Recordings);
        Assert.Equal(all.Means[0], joined.Means[0], 1e-4f);
        Assert.Equal(all.Deviations[0], joined.Deviations[0], 1e-4f);
    }

    [Fact]
    public void In_a_library_of_one_kind_of_music_nothing_stands_out_against_music_in_general()
    {
        // All tracks are far from techno, by differences that mean nothing.
        float[][] library = [.. Enumerable.Range(1, 10).Select(track => new[] { 0.001f * track })];
        var background = TagStatistics.Of([[0.01f], [0.9f], [0.2f], [0.7f], [0.05f]]);
        var (alone, beside) = (new float[1], new float[1]);
        TagStanding.Of(library).Fill(library[^1], alone);
        TagStanding.Of(library, background).Fill(library[^1], beside);
        Assert.True(alone[0] > 0.3f);
        Assert.True(beside[0] < 0);
    }

    [Fact]
    public void The_spread_of_weights_is_the_deviation_of_their_product_with_what_stands_out()
    {
        float[][] recordings = [[0.2f, 0.3f, 0.5f], [0.9f, 0.8f, 0.5f], [0.4f, 0.1f, 0.5f], [0.05f, 0.3f, 0.5f]];
        float[] weights = [0.6f, -0.8f, 0.3f];
        var standing = TagStanding.Of(recordings);
        var products = recordings.Select(recording =>
        {
            var filled = new float[3];
            standing.Fill(recording, filled);
            return filled.Zip(weights, (tag, weight) => tag * weight).Sum();
        }).ToArray();
        var deviation = Math.Sqrt(products.Select(product => Math.Pow(product - products.Average(), 2)).Average());
        Assert.Equal(deviation, TagStatistics.Of(recordings).SpreadOf(weights), 1e-4);
        Assert.Throws<ArgumentException>(() => TagStatistics.Of(recordings).SpreadOf([1f]));
    }

    [Fact]
    public void Statistics_of_other_tags_are_an_error() =>
        Assert.Throws<ArgumentException>(() => TagStatistics.Of([[0.5f]]).With(TagStatistics.Of([[0.5f, 0.5f]]), 1));
}
