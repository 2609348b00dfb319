using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Search;
using Viml.Models.Tagging;

namespace Viml.Library.Tests.Search;

public sealed class TrackFiltersTests
{
    [Fact]
    public void Filters_apply_in_order_and_count_what_each_removed()
    {
        TrackRecord[] tracks =
        [
            Track("/music/calm.mp3", 100, drums: 0.1f),
            Track("/music/drums/long.mp3", 100, drums: 0.9f),
            Track("/music/drums/short.mp3", 10, drums: 0.9f),
            Track("/music/drums/endless.mp3", 2000, drums: 0.8f),
            Track("/music/drums2/elsewhere.mp3", 100, drums: 0.85f),
        ];
        var (allowed, effects) = Filters(new SearchFilters
        {
            Tags = [new TagFilter("drums", 0.7f)],
            MinimumDuration = 20,
            MaximumDuration = 1000,
            Folder = "/music/drums/",
        }).Apply(tracks);
        Assert.Equal([false, true, false, false, false], allowed!);
        Assert.Equal([("tag drums >= 0.7", 1), ("duration >= 20 s", 1), ("duration <= 1000 s", 1), ("folder /music/drums", 1)],
            effects.Select(effect => (effect.Filter, effect.Removed)));
    }

    [Theory]
    [InlineData(0.5f, 0.34f, 0.3f, 2)]
    [InlineData(0.5f, 0.30f, 0.3f, 2)]
    [InlineData(0.5f, 0.057f, 0.05f, 1)]
    [InlineData(0.5f, 0.001f, null, 0)]
    [InlineData(0.2f, 0.34f, null, 0)] // it keeps some
    public void A_tag_that_removes_every_track_left_says_what_would_keep_some(float asked, float highest, float? confidence, int keeps)
    {
        TrackRecord[] tracks = [Track("/a.mp3", 100, highest), Track("/b.mp3", 100, Math.Min(highest, 0.32f)), Track("/c.mp3", 5, 0.9f)];
        if (keeps == 1)
            tracks[1] = Track("/b.mp3", 100, 0.01f);
        var (_, effects) = Filters(new SearchFilters { Tags = [new TagFilter("drums", asked)] }).Apply(tracks[..2]);
        var instead = Assert.Single(effects).Instead;
        Assert.Equal(confidence is null ? null : new TagInstead("drums", confidence.Value, keeps), instead);
    }

    [Fact]
    public void Without_filters_every_track_is_allowed()
    {
        var (allowed, effects) = Filters(SearchFilters.None).Apply([Track("/a.mp3", 1, 0)]);
        Assert.Null(allowed);
        Assert.Empty(effects);
    }

    [Fact]
    public void A_filter_that_is_not_valid_is_an_error()
    {
        Assert.Contains(
            "drums", Assert.Throws<ArgumentException>(() => Filters(new SearchFilters { Tags = [new TagFilter("drum")] })).Message);
        Assert.Throws<ArgumentException>(() => Filters(new SearchFilters { Tags = [new TagFilter("drums", float.NaN)] }));
        Assert.Throws<ArgumentException>(() => Filters(new SearchFilters { MinimumDuration = 5, MaximumDuration = 4 }));
    }

    private static TrackFilters Filters(SearchFilters filters) => new(filters, TagVocabulary.Default);

    private static TrackRecord Track(string path, double duration, float drums)
    {
        var tags = new float[TagVocabulary.Default.Count];
        tags[TagVocabulary.Default.IndexOf("drums")] = drums;
        return new TrackRecord(1, "hash", [path], new TrackLabels(null, null, null, null), duration, "bundle", tags);
    }
}
