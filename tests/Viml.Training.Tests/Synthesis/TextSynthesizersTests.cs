using Viml.Corpus;
using Viml.Models.Tagging;
using Viml.Training.Synthesis;

namespace Viml.Training.Tests.Synthesis;

public sealed class TextSynthesizersTests
{
    [Theory]
    [InlineData("tags")]
    [InlineData("data2text")]
    public void Texts_name_every_tag_and_no_other(string method)
    {
        var synthesizer = TextSynthesizers.ByName(method);
        for (var seed = 0UL; seed < 2000; seed++)
        {
            var tags = RandomTags(seed, new RandomStream(seed).From(1, 10));
            var text = synthesizer.Synthesize(tags, seed);
            var (missing, invented) = TagMentions.Compare(text, tags.Select(tag => tag.Name));
            Assert.True(missing.Count == 0 && invented.Count == 0,
                $"missing {string.Join(", ", missing)}; invented {string.Join(", ", invented)}: {text}");
        }
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("data2text")]
    public void The_seed_decides_the_text(string method)
    {
        var synthesizer = TextSynthesizers.ByName(method);
        var tags = RandomTags(3, 9);
        Assert.Equal(synthesizer.Synthesize(tags, 7), synthesizer.Synthesize(tags, 7));
        Assert.True(Enumerable.Range(0, 200).Select(seed => synthesizer.Synthesize(tags, (ulong)seed)).Distinct().Count() > 190);
    }

    [Fact]
    public void The_ten_to_fifteen_most_confident_tags_are_kept()
    {
        var tags = TagVocabulary.Default.Names.Take(40).Select((name, i) => new ScoredTag(name, 1 - i * 0.02f)).ToArray();
        for (var seed = 0UL; seed < 50; seed++)
        {
            var named = TagMentions.In(TextSynthesizers.ByName("tags").Synthesize(tags, seed));
            Assert.InRange(named.Count, 10, 15);
            Assert.True(named.SetEquals(tags.Take(named.Count).Select(tag => tag.Name)));
        }
    }

    [Fact]
    public void Tags_that_the_tagger_only_guesses_are_left_out() =>
        Assert.Equal("piano", TextSynthesizers.ByName("tags").Synthesize([new ScoredTag("piano", 0.9f), new ScoredTag("viola", 0.05f)], 1));

    [Theory]
    [InlineData("tags")]
    [InlineData("data2text")]
    public void No_tags_give_no_text(string method) => Assert.Equal("", TextSynthesizers.ByName(method).Synthesize([], 1));

    [Fact]
    public void Unknown_and_doubled_tags_and_unknown_methods_are_errors()
    {
        var tags = TextSynthesizers.ByName("tags");
        Assert.Throws<ArgumentException>(() => tags.Synthesize([new ScoredTag("kazoo", 1)], 1));
        Assert.Throws<ArgumentException>(() => tags.Synthesize([new ScoredTag("piano", 1), new ScoredTag("piano", 0.5f)], 1));
        Assert.Contains("data2text", Assert.Throws<ArgumentException>(() => TextSynthesizers.ByName("prompt"))
            .Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_label_is_the_one_that_counts()
    {
        Assert.True(TagMentions.In("An electric guitar, bass and Pipe Organ.").SetEquals(["electricguitar", "bass", "pipeorgan"]));
        Assert.True(TagMentions.In("acoustic bass guitar").SetEquals(["acousticbassguitar"]));
        Assert.True(TagMentions.In("classical, guitar").SetEquals(["classical", "guitar"]));
        Assert.Empty(TagMentions.In("pianos softly"));
    }

    private static ScoredTag[] RandomTags(ulong seed, int count)
    {
        var names = TagVocabulary.Default.Names.ToArray();
        new RandomStream(seed).Shuffle<string>(names);
        return [.. names.Take(count).Select(name => new ScoredTag(name, 0.8f))];
    }
}
