using Viml.Library.Rhythm;
using Viml.Models.Rhythm;
using Xunit;

namespace Viml.Library.Tests.Rhythm;

public sealed class BeatAlignmentTests
{
    // Beats every half second from 0.2 s, bars every two seconds from 0.7 s.
    private static readonly BeatGrid Grid = new(120, 4, [.. Enumerable.Range(0, 200).Select(i => 0.2 + (i * 0.5))], 1, 0.9, 0.9);

    [Fact]
    public void A_cut_falls_on_a_downbeat()
    {
        var start = BeatAlignment.Align(30, 20, Grid, [3.3]);
        Assert.InRange(start, 28, 32);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 3.3)) < 1e-9);
    }

    [Fact]
    public void The_nearest_of_equal_starts_is_taken()
    {
        // 30 + 3.3 = 33.3: downbeats at 32.7 and 34.7
        Assert.Equal(29.4, BeatAlignment.Align(30, 20, Grid, [3.3]), 6);
    }

    [Fact]
    public void Most_cuts_decide()
    {
        // Two cuts a bar apart, and one that would need another start.
        var start = BeatAlignment.Align(10, 20, Grid, [1.0, 4.3, 6.3]);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 4.3)) < 1e-9);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 6.3)) < 1e-9);
    }

    [Fact]
    public void Cuts_behind_the_end_do_not_count() => Assert.Equal(10, BeatAlignment.Align(10, 4, Grid, [5.1]));

    [Fact]
    public void Without_cuts_nothing_moves() => Assert.Equal(10, BeatAlignment.Align(10, 20, Grid, []));

    [Fact]
    public void Unsure_beats_move_nothing() =>
        Assert.Equal(10, BeatAlignment.Align(10, 20, Grid with { Confidence = 0.5 }, [3.3]));

    [Fact]
    public void A_start_is_never_before_the_track() => Assert.True(BeatAlignment.Align(0, 20, Grid, [0.3]) >= 0);
}
