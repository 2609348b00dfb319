using System.Text.Json;
using Viml.Models.Clip.Text;
using Viml.Testing;

namespace Viml.Models.Tests.Clip;

public sealed class CanonicalCompositionTests
{
    [Fact]
    public void Every_text_is_composed_as_by_the_oracle()
    {
        using var oracle = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestPaths.Fixtures, "clip", "composition.json")));
        Assert.All(oracle.RootElement.EnumerateArray(), entry =>
            Assert.Equal(
                Codes(entry.GetProperty("composed").GetString()!),
                Codes(CanonicalComposition.Compose(entry.GetProperty("text").GetString()!))));
    }

    [Fact]
    public void An_unpaired_surrogate_becomes_the_replacement_character()
    {
        Assert.Equal("\uFFFD", CanonicalComposition.Compose("\uD800"));
        Assert.Equal("a\uFFFDb", CanonicalComposition.Compose("a\uDC00b"));
    }

    private static string Codes(string text) => string.Join(' ', text.Select(character => ((int)character).ToString("X4")));
}
