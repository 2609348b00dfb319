using System.Text;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Language;

public sealed class AssociationTableTests
{
    [Fact]
    public void Default_has_hundreds_of_entries_of_every_kind()
    {
        Assert.True(AssociationTable.Default.Count >= 600);
        foreach (var kind in Enum.GetValues<AssociationKind>())
            Assert.Contains(AssociationTable.Default, entry => entry.Kind == kind);
    }

    [Fact]
    public void Every_tag_but_the_rarest_instruments_is_wanted_by_some_entry()
    {
        var tags = TagVocabulary.Default;
        var missing = tags.Names.Where((_, tag) => !AssociationTable.Default.Any(entry => entry.Weights.Span[tag] > 0));

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("lofi", "chillout", "energetic")]
    [InlineData("wedding", "romantic", "metal")]
    [InlineData("funeral", "sad", "happy")]
    [InlineData("hans zimmer", "epic", "fun")]
    [InlineData("beach", "relaxing", "heavy")]
    [InlineData("chase", "action", "calm")]
    [InlineData("instrumental", null, "voice")]
    public void Entries_know_what_their_music_has_and_lacks(string phrase, string? has, string lacks)
    {
        var entry = AssociationTable.Default.Single(entry => entry.Phrases.Contains(phrase));

        if (has is not null) Assert.True(entry.Weights.Span[TagVocabulary.Default.IndexOf(has)] > 0.5);
        Assert.True(entry.Weights.Span[TagVocabulary.Default.IndexOf(lacks)] < -0.4);
    }

    [Fact]
    public void Read_gives_the_entries_in_their_order()
    {
        var entry = Assert.Single(Read("""{ "phrases": ["rain"], "tags": { "piano": 0.5, "drums": -1 }, "descriptions": ["soft"] }"""));

        Assert.Equal(AssociationKind.Scene, entry.Kind);
        Assert.Equal(0.5f, entry.Weights.Span[TagVocabulary.Default.IndexOf("piano")]);
        Assert.Equal(-1f, entry.Weights.Span[TagVocabulary.Default.IndexOf("drums")]);
    }

    [Theory]
    [InlineData("""{ "phrases": ["rain"], "tags": { "pianno": 1 }, "descriptions": ["soft"] }""", "piano")]
    [InlineData("""{ "phrases": ["rain"], "tags": { "piano": 0 }, "descriptions": ["soft"] }""", "between -1 and 1")]
    [InlineData("""{ "phrases": ["rain"], "tags": { "piano": 1.5 }, "descriptions": ["soft"] }""", "between -1 and 1")]
    [InlineData("""{ "phrases": ["rain"], "tags": {}, "descriptions": ["soft"] }""", "a tag for 'rain'")]
    [InlineData("""{ "phrases": ["rain"], "tags": { "piano": 1 }, "descriptions": [] }""", "a description of 'rain'")]
    [InlineData("""{ "phrases": [], "tags": { "piano": 1 }, "descriptions": ["soft"] }""", "at least one phrase")]
    [InlineData("""{ "phrases": ["..."], "tags": { "piano": 1 }, "descriptions": ["soft"] }""", "none without a word")]
    [InlineData("""{ "phrases": ["rain"], "tags": { "piano": 1 }, "descriptions": ["soft"], "more": 1 }""", "'entries[0].more'")]
    [InlineData("""{ "phrases": ["rain"], "descriptions": ["soft"] }""", "the key 'entries[0].tags'")]
    public void Read_of_a_wrong_entry_says_what_is_known(string entry, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(entry)).Message);

    [Theory]
    [InlineData("scenery")]
    [InlineData("3")]
    public void Read_of_an_unknown_kind_lists_the_kinds(string kind)
    {
        const string Entry = """{ "phrases": ["rain"], "tags": { "piano": 1 }, "descriptions": ["soft"] }""";
        var error = Assert.Throws<InvalidDataException>(() => Read(Entry, kind));

        Assert.Contains("style, artist", error.Message);
    }

    [Fact]
    public void Join_refuses_a_phrase_that_stands_for_two_things()
    {
        var one = Read("""{ "phrases": ["rain", "wet-day"], "tags": { "piano": 1 }, "descriptions": ["soft"] }""");
        var other = Read("""{ "phrases": ["fog", "wet day"], "tags": { "piano": 1 }, "descriptions": ["soft"] }""");

        var error = Assert.Throws<InvalidDataException>(() => AssociationTable.Join([("a.json", one), ("b.json", other)]));

        Assert.Contains("b.json: 'wet day' stands for 'rain' and for 'fog'", error.Message);
    }

    private static IReadOnlyList<Association> Read(string entry, string kind = "scene") => AssociationTable.Read(
        Encoding.UTF8.GetBytes($$"""{ "note": "", "kind": "{{kind}}", "entries": [{{entry}}] }"""), "test.json", TagVocabulary.Default);
}
