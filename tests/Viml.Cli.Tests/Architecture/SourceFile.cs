using System.Text.RegularExpressions;
using Viml.Testing;

namespace Viml.Cli.Tests.Architecture;

/// <summary>A C# file of the program with its code, comments and text taken out, so that rules look at code only.</summary>
internal sealed partial record SourceFile(string RelativePath, IReadOnlyList<string> Lines)
{
    private static readonly char Separator = Path.DirectorySeparatorChar;

    /// <summary>Every file under <c>src</c> that a person wrote.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = Read(Path.Combine(TestPaths.Repository, "src"));

    /// <summary>The lines that match, as <c>path:line: text</c>, outside of the folders given.</summary>
    public static IReadOnlyList<string> Matches(Regex pattern, params string[] allowedFolders) =>
        [.. All.Where(file => !allowedFolders.Any(folder => file.RelativePath.StartsWith(folder + "/", StringComparison.Ordinal)))
            .SelectMany(file => file.Lines.Select((line, index) => (file, line, index)))
            .Where(found => pattern.IsMatch(found.line))
            .Select(found => $"{found.file.RelativePath}:{found.index + 1}: {found.line.Trim()}")];

    /// <summary>Removes comments and the inside of text from source, keeping the line breaks.</summary>
    public static string[] CodeLines(string source) =>
        CommentsAndText().Replace(source, match => new string('\n', match.Value.Count(character => character == '\n'))).Split('\n');

    private static IReadOnlyList<SourceFile> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Separator}obj{Separator}") && !path.Contains($"{Separator}bin{Separator}"))
            .Select(path => new SourceFile(Path.GetRelativePath(folder, path).Replace(Separator, '/'), CodeLines(File.ReadAllText(path))))
            .OrderBy(file => file.RelativePath, StringComparer.Ordinal)];

    // Raw text first: it may hold anything that the later alternatives would take for a start. Interpolations vanish with their text.
    [GeneratedRegex("""\"{3,}[\s\S]*?\"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|//[^\n]*|/\*[\s\S]*?\*/""")]
    private static partial Regex CommentsAndText();
}
