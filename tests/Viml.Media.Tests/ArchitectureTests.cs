using System.Text.RegularExpressions;
using Viml.Testing;

namespace Viml.Media.Tests;

public partial class ArchitectureTests
{
    [Fact]
    public void Only_the_runner_starts_processes()
    {
        var allowed = Path.Combine("Viml.Media", "Ffmpeg") + Path.DirectorySeparatorChar;
        var offenders = Directory.EnumerateFiles(Path.Combine(TestPaths.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains(allowed, StringComparison.Ordinal) && StartsProcess().IsMatch(File.ReadAllText(file)));

        Assert.Empty(offenders);
    }

    [GeneratedRegex(@"\bProcessStartInfo\b|\bProcess\.Start\b|\bnew Process\b")]
    private static partial Regex StartsProcess();
}
