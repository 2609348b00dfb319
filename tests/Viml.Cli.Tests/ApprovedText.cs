using System.Text;
using Viml.Testing;

namespace Viml.Cli.Tests;

/// <summary>
/// Compares output with the text in <c>Approved/NAME.txt</c>, which a person has looked at. With <c>VIML_APPROVE=1</c> in the
/// environment the file is written instead; the change then shows in the diff.
/// </summary>
internal static class ApprovedText
{
    public static void Matches(string name, string actual)
    {
        var path = Path.Combine(TestPaths.Repository, "tests", "Viml.Cli.Tests", "Approved", name + ".txt");
        var text = actual.ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("VIML_APPROVE") == "1")
        {
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return;
        }
        Assert.True(File.Exists(path), $"'{path}' is missing: run the test with VIML_APPROVE=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(path), text);
    }
}
