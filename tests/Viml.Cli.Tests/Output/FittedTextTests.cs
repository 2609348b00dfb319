using Viml.Cli.Output;

namespace Viml.Cli.Tests.Output;

public sealed class FittedTextTests
{
    [Fact]
    public void Control_characters_cannot_reach_the_screen() =>
        Assert.Equal("a?[31mb?c", FittedText.Printable("a\u001b[31mb\nc"));

    [Fact]
    public void Text_is_cut_at_the_end() => Assert.Equal("a calm…", FittedText.End("a calm piano", 8));
}
