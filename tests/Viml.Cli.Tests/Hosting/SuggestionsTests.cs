using Viml.Testing;

namespace Viml.Cli.Tests.Hosting;

public sealed class SuggestionsTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("abc", "abc", 0)]
    [InlineData("abc", "acb", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("recomend", "recommend", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void The_distance_counts_letters(string one, string other, int expected) =>
        Assert.Equal(expected, Suggestions.Distance(one, other));

    [Theory]
    [InlineData("'recommend'", "recomend")]
    [InlineData("'index'", "idnex", "music")]
    [InlineData("'list'", "library", "lst")]
    [InlineData("'--text'", "recommend", "--txet", "calm")]
    [InlineData("'--again'", "index", "--agian")]
    [InlineData("'--bundle'", "doctor", "--bundel=x")]
    public void A_mistyped_command_or_option_gets_its_name(string expected, params string[] arguments)
    {
        var run = CliRun.Start(_home, arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains($"Did you mean {expected}?", run.Error);
    }

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("doctor", "--quickly")]
    public void What_is_like_nothing_gets_none(params string[] arguments) =>
        Assert.DoesNotContain("Did you mean", CliRun.Start(_home, arguments).Error);
}
