using Viml.Cli.Output;

namespace Viml.Cli.Tests.Output;

public sealed class TextTableTests
{
    private const string Title = "A very long title that goes on and on, and has every word of it";
    private const string Path = "/music/Somebody/A folder with a very long name/and another/03 - and a file that is named at length.flac";

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_word_is_lost_and_no_row_is_wider_than_the_screen(int width)
    {
        var lines = Print(width, isWide: false);
        Assert.All(lines.Where(line => !line.Contains(Path, StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, width));
        var words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.All($"{Title} why not 1:02:05 99".Split(' '), word => Assert.Contains(word, words));
        Assert.Equal(Path, Assert.Single(lines, line => line.Contains("/music", StringComparison.Ordinal)).Trim());
    }

    [Fact]
    public void A_wide_row_is_one_line_with_the_path_at_its_end()
    {
        var lines = Print(60, isWide: true);
        Assert.EndsWith(Path, Assert.Single(lines, line => line.Contains(Title, StringComparison.Ordinal)));
        Assert.Equal(5, lines.Length); // an empty one, heading, rule, two rows
    }

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefghij kl", 4, "abcd|efgh|ij|kl")]
    [InlineData("clip-vit-b32", 10, "clip-vit-|b32")]
    [InlineData("a-bcdefghijk", 10, "a-bcdefghi|jk")]
    [InlineData("", 4, "")]
    [InlineData("夜想曲 第二番", 4, "夜想|曲|第二|番")]
    public void Lines_break_between_words_and_count_wide_letters_twice(string text, int width, string expected) =>
        Assert.Equal(expected.Split('|'), TextTable.Wrap(text, width));

    private static string[] Print(int width, bool isWide)
    {
        var screen = new StringWriter { NewLine = "\n" };
        var table = new TextTable(("#", true), ("Track", false), ("Start", true), ("Fit", true), ("Why", false));
        table.Add(["1", Title, "1:02:05", "99 %", "why not"], [Path]);
        table.Add(["2", "b", "0:00", "1 %", "so"], ["b.mp3"], "a note");
        table.Print(Screens.Of(screen, width), isWide);
        return screen.ToString().TrimEnd('\n').Split('\n');
    }
}
