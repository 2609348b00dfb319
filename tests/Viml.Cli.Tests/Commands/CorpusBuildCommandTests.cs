using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class CorpusBuildCommandTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("--pieces", "corpus", "build", "--seed", "1", "--out", "x")]
    [InlineData("--pieces: '0' is not a whole number", "corpus", "build", "--pieces", "0", "--seed", "1", "--out", "x")]
    [InlineData("--seed: '-1' is not a whole number", "corpus", "build", "--pieces", "1", "--seed", "-1", "--out", "x")]
    [
        InlineData(
            "--seconds: '1' is not a number from 4 to 600", "corpus", "build", "--pieces", "1", "--seed", "1", "--out", "x", "--seconds",
            "1")]
    public void Wrong_usage_is_explained(string message, params string[] arguments)
    {
        var run = CliRun.Start(_home, arguments);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(message, run.Error);
    }

    [Fact]
    public void Values_that_do_not_go_together_and_foreign_folders_are_usage_errors()
    {
        var odd = CliRun.Start(_home, "corpus", "build", "--pieces", "1", "--seed", "1", "--out", _home["corpus"], "--video-width", "33");
        Assert.Equal(ExitCode.Usage, odd.ExitCode);
        Assert.Contains("multiple of 32", odd.Error);
        var font = CliRun.Start(
            _home, "corpus", "build", "--pieces", "1", "--seed", "1", "--out", _home["corpus"], "--soundfont", "Nobody");
        Assert.Equal(ExitCode.Usage, font.ExitCode);
        Assert.Contains("Nobody", font.Error);
    }
}
