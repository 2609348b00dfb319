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
}
