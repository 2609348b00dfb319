using Viml.Library.Indexing;

namespace Viml.Library.Tests.Indexing;

public sealed class SegmentGridTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(10)]
    public void A_short_track_is_one_segment(int time) => Assert.Equal([(0, time)], SegmentGrid.Cut(time, 10));

    [Fact]
    public void Segments_start_every_half_and_the_last_ends_with_the_track()
    {
        Assert.Equal([(0, 10), (5, 10)], SegmentGrid.Cut(15, 10));
        Assert.Equal([(0, 10), (5, 10), (7, 10)], SegmentGrid.Cut(17, 10));
        Assert.Equal([(0, 10), (1, 10)], SegmentGrid.Cut(11, 10));
    }

    [Fact]
    public void Every_step_is_covered_and_every_segment_is_full()
    {
        for (var time = 11; time < 200; time++)
        {
            var cuts = SegmentGrid.Cut(time, 10);
            Assert.All(cuts, cut => Assert.Equal(10, cut.Count));
            Assert.Equal(Enumerable.Range(0, time), cuts.SelectMany(cut => Enumerable.Range(cut.Start, cut.Count)).Distinct());
        }
    }
}
