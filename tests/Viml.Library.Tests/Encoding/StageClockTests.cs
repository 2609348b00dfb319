using Viml.Library.Encoding;

namespace Viml.Library.Tests.Encoding;

public sealed class StageClockTests
{
    [Fact]
    public void The_time_items_take_to_come_is_counted_and_the_time_their_reader_takes_is_not()
    {
        var clock = new StageClock();
        foreach (var item in clock.Time(Stage.Decoding, Slow()))
        {
            Assert.InRange(item, 1, 2);
            Thread.Sleep(200);
        }
        Assert.InRange(clock[Stage.Decoding].TotalMilliseconds, 30, 30_000);
        Assert.Equal(TimeSpan.Zero, clock[Stage.Writing]);
        clock.Add(Stage.Writing, TimeSpan.FromSeconds(2));
        clock.Add(Stage.Writing, TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(5), clock[Stage.Writing]);
    }

    private static IEnumerable<int> Slow()
    {
        Thread.Sleep(20);
        yield return 1;
        Thread.Sleep(20);
        yield return 2;
    }
}
