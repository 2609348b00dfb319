using System.Text.RegularExpressions;

namespace Viml.Cli.Tests.Architecture;

/// <summary>Packages that few commands need are not loaded by the others.</summary>
public sealed partial class LightStartTests
{
    [Fact]
    public void Only_one_file_of_the_program_knows_language_models() =>
        Assert.All(SourceFile.Matches(LanguageModels(), "Viml.LanguageModels"),
            found => Assert.StartsWith("Viml.Cli/Options/LanguageModelOptions.cs", found, StringComparison.Ordinal));

    [GeneratedRegex(@"Viml\.LanguageModels|Microsoft\.Extensions\.AI|OllamaSharp")]
    private static partial Regex LanguageModels();
}
