using Viml.Models.Language;

namespace Viml.Models.Tests.Language;

public sealed class TagWishTests
{
    private static readonly ExcludedPart NoDrums = new("drums", 1, null);

    [Fact]
    public void Score_is_the_product_of_weights_and_standing() =>
        Assert.Equal(0.6f * 0.5f - 0.8f * 0.25f, new TagWish(new[] { 0.6f, -0.8f }, []).Score([0.5f, 0.25f]), 1e-6);

    [Fact]
    public void Excluded_tags_alone_turn_the_order_round()
    {
        var wish = new TagWish(new float[2], [new UnwantedTags(NoDrums, new[] { 1f, 0 })]);

        Assert.True(wish.Score([-0.9f, 0]) > wish.Score([-0.5f, 0]));
        Assert.True(wish.Score([-0.5f, 0]) > wish.Score([0.5f, 0]));
    }

    [Fact]
    public void Beside_wanted_tags_a_track_without_the_excluded_ones_gains_nothing_from_having_still_less()
    {
        var wish = new TagWish(new[] { 0f, 1 }, [new UnwantedTags(NoDrums, new[] { 1f, 0 })]);

        Assert.Equal(wish.Score([-0.9f, 0.2f]), wish.Score([-0.4f, 0.2f]), 1e-6);
        Assert.True(wish.Score([-0.4f, 0.2f]) > wish.Score([0.4f, 0.9f]));
    }

    [Fact]
    public void A_weaker_exclusion_costs_less()
    {
        TagWish Wish(float strength) => new(new[] { 0f, 1 }, [new UnwantedTags(NoDrums with { Strength = strength }, new[] { 1f, 0 })]);

        Assert.True(Wish(0.5f).Score([0.8f, 0.5f]) > Wish(1).Score([0.8f, 0.5f]));
    }

    [Fact]
    public void A_wish_for_nothing_is_empty()
    {
        Assert.True(new TagWish(new float[2], []).IsEmpty);
        Assert.False(new TagWish(new[] { 1f, 0 }, []).IsEmpty);
        Assert.False(new TagWish(new float[2], [new UnwantedTags(NoDrums, new[] { 1f, 0 })]).IsEmpty);
    }

    [Fact]
    public void Standing_compares_each_tag_with_the_library()
    {
        var standing = TagStanding.Of([[0.9f, 0.01f], [0.8f, 0.02f], [0.7f, 0.5f]]);
        var (first, last) = (new float[2], new float[2]);

        standing.Fill([0.9f, 0.01f], first);
        standing.Fill([0.7f, 0.5f], last);

        Assert.True(first[0] > 0 && first[1] < 0);
        Assert.True(last[0] < 0 && last[1] > 0.5f); // a shy tag counts where it speaks
        Assert.All([.. first, .. last], value => Assert.InRange(value, -1, 1));
    }

    [Fact]
    public void Standing_of_a_tag_that_all_tracks_have_alike_is_zero()
    {
        var filled = new float[2];
        TagStanding.Of([[0, 1], [0, 1]]).Fill([1, 0], filled);

        Assert.Equal([0, 0], filled);
    }

    [Fact]
    public void Standing_of_no_tracks_or_of_unlike_ones_is_an_error()
    {
        Assert.Throws<ArgumentException>(() => TagStanding.Of([]));
        Assert.Throws<ArgumentException>(() => TagStanding.Of([[0.5f], [0.5f, 0.5f]]));
    }
}
