using System.CommandLine;

namespace Viml.Cli.Commands;

/// <summary><c>viml corpus</c>: the commands about the procedural corpus.</summary>
internal static class CorpusCommand
{
    public static Command Create(AppEnvironment environment) =>
        new ExampleCommand("corpus", "Make music, videos and descriptions for training.",
            "viml corpus build --pieces 100 --seed 1 --out corpus")
        {
            CorpusBuildCommand.Create(environment),
        };
}
