using Viml.Cli.Output;

namespace Viml.Cli.Tests.Output;

public sealed class TimeLeftTests
{
    [Fact]
    public void What_an_earlier_run_did_does_not_count_as_pace()
    {
        var left = new TimeLeft();

        Assert.Null(left.At(TimeSpan.FromSeconds(1), 400, 1000));
        Assert.Null(left.At(TimeSpan.FromSeconds(2), 400, 1000));
        Assert.Equal(TimeSpan.FromSeconds(50), left.At(TimeSpan.FromSeconds(11), 500, 1000));
        Assert.Equal(TimeSpan.Zero, left.At(TimeSpan.FromSeconds(61), 1000, 1000));
    }

    [Fact]
    public void A_stage_has_its_own_pace()
    {
        var left = new TimeLeft();
        left.At(TimeSpan.FromSeconds(0), 0, 10);
        left.At(TimeSpan.FromSeconds(100), 10, 10);

        Assert.Null(left.At(TimeSpan.FromSeconds(101), 1, 10));
        Assert.Equal(TimeSpan.FromSeconds(8), left.At(TimeSpan.FromSeconds(102), 2, 10));
        Assert.Null(left.At(TimeSpan.FromSeconds(103), 64, 1000));
    }
}
