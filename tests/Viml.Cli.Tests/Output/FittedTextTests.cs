using Viml.Cli.Output;

namespace Viml.Cli.Tests.Output;

public sealed class FittedTextTests
{
    [Theory]
    [InlineData("music/a.mp3", 20, "music/a.mp3")]
    [InlineData("music/deep/down/inside/song.mp3", 20, "music/deep…/song.mp3")]
    [InlineData("music/a-very-long-name-of-a-song.mp3", 20, "music/a-v…a-song.mp3")]
    [InlineData("/home/someone/Music/Artist/Album/01 - Title.flac", 30, "/home/someone…/01 - Title.flac")]
    public void Long_paths_are_shortened_in_the_middle(string path, int width, string expected)
    {
        var shortened = FittedText.Path(path, width);
        Assert.Equal(expected, shortened);
        Assert.InRange(shortened.Length, 0, width);
    }

    [Fact]
    public void Every_width_is_kept()
    {
        const string path = "/home/someone/Music/Artist/Album/01 - Title.flac";
        for (var width = 4; width < 60; width++) Assert.InRange(FittedText.Path(path, width).Length, 1, width);
    }

    [Fact]
    public void Control_characters_cannot_reach_the_screen() =>
        Assert.Equal("a?[31mb?c", FittedText.Path("a\u001b[31mb\nc", 40));

    [Fact]
    public void Text_is_cut_at_the_end() => Assert.Equal("a calm…", FittedText.End("a calm piano", 8));
}
