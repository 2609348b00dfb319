using Viml.Cli.Output;

namespace Viml.Cli.Tests.Output;

public sealed class TimeTextTests
{
    [Theory]
    [InlineData(0, "0:00")]
    [InlineData(-1, "0:00")]
    [InlineData(7.99, "0:07")]
    [InlineData(65, "1:05")]
    [InlineData(3599.4, "59:59")]
    [InlineData(3600, "1:00:00")]
    [InlineData(36065, "10:01:05")]
    public void Offsets_are_minutes_and_seconds(double seconds, string expected) => Assert.Equal(expected, TimeText.Offset(seconds));

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(0.44, "0.4 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(99, "99 s")]
    [InlineData(100, "2 min")]
    [InlineData(3569, "59 min")]
    [InlineData(3600, "1 h 00 min")]
    [InlineData(7500, "2 h 05 min")]
    public void Spans_have_two_figures_or_so(double seconds, string expected) =>
        Assert.Equal(expected, TimeText.Span(TimeSpan.FromSeconds(seconds)));
}
