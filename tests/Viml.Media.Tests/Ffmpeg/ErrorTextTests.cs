using Viml.Media.Ffmpeg;

namespace Viml.Media.Tests.Ffmpeg;

public class ErrorTextTests
{
    [Fact]
    public void A_summary_is_the_last_distinct_lines_without_addresses_and_the_file_name()
    {
        const string errors = """
            [mp3float @ 0x55e4b0bed200] Header missing
            [mp3float @ 0x5620665d5a40] Header missing
                Last message repeated 3 times
            [mov,mp4 @ 0x564bf76c3840] moov atom not found
            file:/a/b.mp4: Invalid data found when processing input
            """;

        Assert.Equal("moov atom not found; Invalid data found when processing input", ErrorText.Summarize(errors, "/a/b.mp4"));
    }

    [Fact]
    public void No_errors_give_an_empty_summary() => Assert.Equal("", ErrorText.Summarize("\n \n", "/a"));

    [Fact]
    public void A_long_line_is_cut() => Assert.InRange(ErrorText.Summarize(new string('x', 5000), "/a").Length, 100, 310);
}
