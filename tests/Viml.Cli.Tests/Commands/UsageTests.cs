using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_unknown_command_is_a_usage_error_that_points_to_the_help()
    {
        var run = CliRun.Start(_home, "recomend");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("recomend", run.Error);
        Assert.Contains("viml --help", run.Error);
    }

    [Fact]
    public void An_unknown_option_names_the_command_whose_help_knows_it()
    {
        var run = CliRun.Start(_home, "doctor", "--fast");
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--fast", run.Error);
        Assert.Contains("viml doctor --help", run.Error);
    }

    [Fact]
    public void No_command_at_all_is_a_usage_error() => Assert.Equal(ExitCode.Usage, CliRun.Start(_home).ExitCode);

    [Fact]
    public void The_version_is_one_line()
    {
        var run = CliRun.Start(_home, "--version");
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Matches(@"^viml \d+\.\d+\.\d+\n$", run.Out);
        Assert.Empty(run.Error);
    }

    [Fact]
    public void An_empty_home_is_no_mistake_of_ours() =>
        Assert.DoesNotContain(
            "Internal error", CliRun.Start(_home, environment => environment with { Variable = _ => "" }, "library", "list").Error);
}
