using System.CommandLine;
using Viml.Testing;

namespace Viml.Cli.Tests.Commands;

public sealed class HelpTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> CommandPaths()
    {
        var paths = new TheoryData<string>();
        var root = Application.Root(
            new AppEnvironment
            {
                Out = TextWriter.Null, Error = TextWriter.Null, Variable = _ => null, ProgramFolder = ".",
                LoadModels = _ => ToyModels.Create(),
            });
        Collect(root, []);
        return paths;

        void Collect(Command command, string[] path)
        {
            paths.Add(string.Join(' ', path));
            foreach (var child in command.Subcommands) Collect(child, [.. path, child.Name]);
        }
    }

    [Theory]
    [MemberData(nameof(CommandPaths))]
    public void Help_is_the_approved_text(string command)
    {
        var run = CliRun.Start(_home, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(ExitCode.Done, run.ExitCode);
        Assert.Empty(run.Error);
        ApprovedText.Matches(("help " + command).Trim().Replace(' ', '-'), run.Out);
    }

    [Theory]
    [MemberData(nameof(CommandPaths))]
    public void Help_fits_80_columns_and_ends_with_an_example(string command)
    {
        var run = CliRun.Start(_home, [.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.All(run.Out.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.Matches(@"Examples?:\n(  viml .+\n)+$", run.Out);
    }
}
