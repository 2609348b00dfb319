using Viml.Library.Catalog;
using Viml.Library.Recommendation;
using Viml.Library.Tests.Fakes;
using Viml.Models;

namespace Viml.Library.Tests.Recommendation;

public sealed class StartFinderTests
{
    private const double Rate = 1 / 3.0; // a step is 3 s, a segment 10 steps

    private static readonly float[] Query = FakeModels.Unit(FakeModels.Feature(0.1f));

    [Fact]
    public void A_short_video_gets_the_best_place_inside_the_best_segment()
    {
        var track = Track((0.9f, 7), (0.1f, 4), (0.9f, 29)); // the quiet part is at 21 to 33 s
        Assert.Equal((21, 12), Find(12, Segment(15), track));
    }

    [Fact]
    public void Of_equal_places_the_earliest_is_taken() => Assert.Equal((15, 12), Find(12, Segment(15), Track((0.5f, 40))));

    [Fact]
    public void What_fits_better_outside_the_segment_is_not_looked_at()
    {
        var track = Track((0.5f, 30), (0.1f, 10));
        var (start, length) = Find(12, Segment(15), track);
        Assert.InRange(start, 15, 33); // 15 s is where the segment begins, 45 s where it ends
        Assert.Equal(12, length);
    }

    [Fact]
    public void A_video_longer_than_a_segment_moves_by_up_to_half_a_segment()
    {
        var track = Track((0.9f, 12), (0.1f, 20), (0.9f, 20)); // 36 to 96 s fit a video of 60 s
        Assert.Equal((36, 60), Find(60, Segment(45), track));
        Assert.Equal((60, 60), Find(60, Segment(75), track)); // 36 s are more than 15 s away
    }

    [Fact]
    public void A_stretch_ends_with_the_track()
    {
        var track = Track((0.9f, 10), (0.1f, 3)); // 39 s, of which 38 are sound
        Assert.Equal((27, 11), Find(12, new TrackHit(0, 1, 1, 9, 29), track, duration: 38));
    }

    [Fact]
    public void A_video_longer_than_the_track_takes_all_of_it()
    {
        var track = Track((0.5f, 4));
        Assert.Equal((0, 11), Find(60, new TrackHit(0, 1, 1, 0, 11), track, duration: 11));
    }

    [Fact]
    public void A_video_shorter_than_a_step_takes_one() =>
        Assert.Equal((18, 1), Find(1, Segment(15), Track((0.9f, 6), (0.1f, 1), (0.9f, 20))));

    private static (double Start, double Length) Find(double videoSeconds, TrackHit hit, FeatureSequence track, double? duration = null)
    {
        var (start, length) = new StartFinder(FakeModels.Create().Joint, Query, videoSeconds, new(10))
            .Find(hit, duration ?? track.Time * 3, track, id: 1);
        return (Math.Round(start, 9), Math.Round(length, 9));
    }

    private static TrackHit Segment(double start) => new(0, 1, 1, start, 30);

    private static FeatureSequence Track(params (float Level, int Steps)[] parts)
    {
        float[] values = [.. parts.SelectMany(part => Enumerable.Repeat(FakeModels.Feature(part.Level), part.Steps)).SelectMany(x => x)];
        return new FeatureSequence(values, values.Length / FakeModels.Width, FakeModels.Width, Rate);
    }
}
