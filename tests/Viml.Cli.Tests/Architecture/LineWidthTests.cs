using Viml.Testing;

namespace Viml.Cli.Tests.Architecture;

/// <summary>No line of a C# file is wider than <c>max_line_length</c> in <c>.editorconfig</c>.</summary>
public sealed class LineWidthTests
{
    private static readonly string[] Folders = ["src", "tests", "bench"];
    private static readonly char Separator = Path.DirectorySeparatorChar;
    private static readonly string[] Built = [$"{Separator}bin{Separator}", $"{Separator}obj{Separator}"];

    [Fact]
    public void No_line_is_too_wide()
    {
        var widest = int.Parse(File.ReadLines(Path.Combine(TestPaths.Repository, ".editorconfig"))
            .Single(line => line.StartsWith("max_line_length", StringComparison.Ordinal)).Split('=')[1]);
        var wide = Folders.Select(folder => Path.Combine(TestPaths.Repository, folder))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Select(path => (Path: path, Name: Path.GetRelativePath(TestPaths.Repository, path)))
            .Where(file => !Built.Any(file.Name.Contains))
            .SelectMany(file => File.ReadLines(file.Path).Select((line, index) => (Name: $"{file.Name}:{index + 1}", line.Length)))
            .Where(line => line.Length > widest)
            .Select(line => $"{line.Name}: {line.Length} columns")
            .ToArray();
        Assert.True(wide.Length == 0, $"{wide.Length} lines are wider than {widest} columns:\n{string.Join('\n', wide)}");
    }
}
