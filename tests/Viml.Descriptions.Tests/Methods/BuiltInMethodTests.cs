using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Tests.Methods;

public sealed class BuiltInMethodTests
{
    public static TheoryData<string> Names => [.. BuiltInMethod.All.Select(method => method.Identity.Method)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_invented(string name)
    {
        for (var seed = 0UL; seed < 1500; seed++)
        {
            var tags = TagSets.Random(seed, new RandomStream(seed).From(1, 14));
            var draft = BuiltInMethod.ByName(name).Write(tags, seed);
            var report = FactCheck.ByWords.Check(draft.Text, tags.Select(tag => tag.Name));
            Assert.True(report.Invented.Count == 0, $"{string.Join(", ", report.Invented)}: {draft.Text}");
            Assert.True(report.Expressed.Count > 0, draft.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_decides_the_text(string name)
    {
        var method = BuiltInMethod.ByName(name);
        var tags = TagSets.Of("rock electricguitar drums bass energetic heavy guitar powerful");
        Assert.Equal(method.Write(tags, 7), method.Write(tags, 7));
        Assert.Equal(method.Write(tags, 7), method.Write([.. tags.Reverse()], 7));
        Assert.True(Enumerable.Range(0, 100).Select(seed => method.Write(tags, (ulong)seed).Text).Distinct().Count() > 15);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_confident_tag_there_is_nothing_to_say(string name)
    {
        Assert.Equal(new Draft("", DraftOutcome.NothingToSay), BuiltInMethod.ByName(name).Write([], 1));
        Assert.Equal(new Draft("", DraftOutcome.NothingToSay), BuiltInMethod.ByName(name).Write([new ScoredTag("piano", 0.05f)], 1));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void All_tags_and_contradictory_ones_are_no_trouble(string name)
    {
        for (var seed = 0UL; seed < 50; seed++)
        {
            Assert.NotEqual("", BuiltInMethod.ByName(name).Write(TagSets.All, seed).Text);
            Assert.NotEqual("", BuiltInMethod.ByName(name).Write(TagSets.Of("happy sad calm energetic heavy soft"), seed).Text);
        }
    }

    [Fact]
    public void Tags_are_the_surest_ten_to_fifteen()
    {
        var tags = TagVocabulary.Default.Names.Take(40).Select((name, i) => new ScoredTag(name, 1 - i * 0.02f)).ToArray();
        for (var seed = 0UL; seed < 50; seed++)
        {
            var labels = BuiltInMethod.ByName("tags").Write(tags, seed).Text.Split(", ");
            Assert.InRange(labels.Length, 10, 15);
            Assert.Equal(TagVocabulary.Default.Labels.Take(labels.Length).Order(), labels.Order());
            Assert.Equal(labels.Length, TagSelection.Names(tags, seed).Count);
        }
    }

    [Fact]
    public void Unknown_and_doubled_tags_and_unknown_methods_are_errors()
    {
        var method = BuiltInMethod.ByName("tags");
        Assert.Throws<ArgumentException>(() => method.Write([new ScoredTag("kazoo", 1)], 1));
        Assert.Throws<ArgumentException>(() => method.Write([new ScoredTag("piano", 1), new ScoredTag("piano", 0.5f)], 1));
        Assert.Contains("data2text", Assert.Throws<ArgumentException>(() => BuiltInMethod.ByName("prompt")).Message,
            StringComparison.Ordinal);
    }
}
