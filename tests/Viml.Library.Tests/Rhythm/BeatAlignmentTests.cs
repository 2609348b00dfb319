using Viml.Library.Rhythm;
using Viml.Models.Rhythm;
using Xunit;

namespace Viml.Library.Tests.Rhythm;

public sealed class BeatAlignmentTests
{
    // Beats every half second from 0.2 s, bars every two seconds from 0.7 s.
    private static readonly BeatGrid Grid = new(120, 4, [.. Enumerable.Range(0, 200).Select(i => 0.2 + (i * 0.5))], 1, 0.9, 0.9);

    [Fact]
    public void ACutFallsOnADownbeat()
    {
        var start = BeatAlignment.Align(30, 20, Grid, [3.3]);
        Assert.InRange(start, 28, 32);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 3.3)) < 1e-9);
    }

    [Fact]
    public void TheNearestOfEqualStartsIsTaken()
    {
        // 30 + 3.3 = 33.3: downbeats at 32.7 and 34.7
        Assert.Equal(29.4, BeatAlignment.Align(30, 20, Grid, [3.3]), 6);
    }

    [Fact]
    public void MostCutsDecide()
    {
        // Two cuts a bar apart, and one that would need another start.
        var start = BeatAlignment.Align(10, 20, Grid, [1.0, 4.3, 6.3]);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 4.3)) < 1e-9);
        Assert.Contains(Grid.Downbeats, downbeat => Math.Abs(downbeat - (start + 6.3)) < 1e-9);
    }

    [Fact]
    public void CutsBehindTheEndDoNotCount() => Assert.Equal(10, BeatAlignment.Align(10, 4, Grid, [5.1]));

    [Fact]
    public void WithoutCutsNothingMoves() => Assert.Equal(10, BeatAlignment.Align(10, 20, Grid, []));

    [Fact]
    public void UnsureBeatsMoveNothing() =>
        Assert.Equal(10, BeatAlignment.Align(10, 20, Grid with { Confidence = 0.5 }, [3.3]));

    [Fact]
    public void AStartIsNeverBeforeTheTrack() => Assert.True(BeatAlignment.Align(0, 20, Grid, [0.3]) >= 0);
}
