using System.Text.RegularExpressions;
using Viml.Testing;

namespace Viml.Cli.Tests.Documents;

/// <summary>A command of the README with the output the README shows under it.</summary>
internal sealed record ReadmeCommand(int Line, string Command, IReadOnlyList<string> Output);

/// <summary>Reads the code blocks of the README: <c>console</c> blocks are a dialogue, a <c>$ </c> before each command.</summary>
internal static partial class ReadmeBlock
{
    public static IReadOnlyList<(int Line, string Language, IReadOnlyList<string> Lines)> All(string markdown)
    {
        var blocks = new List<(int, string, IReadOnlyList<string>)>();
        var lines = markdown.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            var end = Array.FindIndex(lines, i + 1, line => line.StartsWith("```", StringComparison.Ordinal));
            if (end < 0) throw new FormatException($"The code block of line {i + 1} does not end.");
            blocks.Add((i + 1, lines[i][3..].Trim(), lines[(i + 1)..end]));
            i = end;
        }
        return blocks;
    }

    public static IReadOnlyList<ReadmeCommand> Commands(string markdown)
    {
        var commands = new List<ReadmeCommand>();
        foreach (var (line, _, lines) in All(markdown).Where(block => block.Language == "console"))
        {
            for (var i = 0; i < lines.Count; i++)
            {
                if (!lines[i].StartsWith("$ ", StringComparison.Ordinal))
                    throw new FormatException($"README line {line + i + 1}: expected a command after '$ '.");
                var output = lines.Skip(i + 1).TakeWhile(next => !next.StartsWith("$ ", StringComparison.Ordinal)).ToArray();
                commands.Add(new ReadmeCommand(line + i + 1, lines[i][2..], output));
                i += output.Length;
            }
        }
        return commands;
    }

    /// <summary>The part of a line that must not change: figures become <c>#</c>, and the width of gaps and rules does not count.</summary>
    public static string Shape(string line) => Gaps().Replace(Rules().Replace(Figures().Replace(line, "#"), "─"), " ").Trim();

    public static string Readme => File.ReadAllText(Path.Combine(TestPaths.Repository, "README.md"));

    [GeneratedRegex(@"-?\d+([.:]\d+)*")]
    private static partial Regex Figures();

    [GeneratedRegex("─+")]
    private static partial Regex Rules();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
