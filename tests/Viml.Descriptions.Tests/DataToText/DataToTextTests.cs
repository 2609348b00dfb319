using System.Text.RegularExpressions;
using Viml.Descriptions.DataToText;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Methods;

namespace Viml.Descriptions.Tests.DataToText;

public sealed partial class DataToTextTests
{
    private static readonly BuiltInMethod Method = BuiltInMethod.ByName("data2text");

    [Fact]
    public void Every_tag_is_said_and_none_invented()
    {
        for (var seed = 0UL; seed < 3000; seed++)
        {
            var tags = TagSets.Random(seed, new RandomStream(seed).From(1, 10));
            var text = Method.Write(tags, seed).Text;
            var report = FactCheck.ByWords.Check(text, tags.Select(tag => tag.Name));
            Assert.True(report.Missing.Count == 0 && report.Invented.Count == 0,
                $"missing {string.Join(", ", report.Missing)}; invented {string.Join(", ", report.Invented)}: {text}");
        }
    }

    [Fact]
    public void Sentences_are_well_formed()
    {
        for (var seed = 0UL; seed < 3000; seed++)
        {
            var tags = TagSets.Random(seed, new RandomStream(seed).From(1, 14));
            foreach (var text in (string[])[Method.Write(tags, seed).Text, OneSentence.Of(tags, seed)!])
            {
                Assert.True(char.IsUpper(text[0]) && text[^1] == '.', text);
                Assert.False(WrongArticle().IsMatch(text), text);
                Assert.False(DoubledWord().IsMatch(text), text);
                Assert.False(OddMarks().IsMatch(text), text);
                Assert.False(LongList().IsMatch(text), text);
                Assert.All(text.Split(". "), sentence => Assert.True(sentence.Split(' ').Length <= 34, text));
                Assert.All(text.Split(". ").Skip(1), sentence => Assert.True(char.IsUpper(sentence[0]), text));
            }
        }
    }

    [Fact]
    public void Contradictory_tags_are_said_as_a_contrast()
    {
        for (var seed = 0UL; seed < 100; seed++)
        {
            var text = Method.Write(TagSets.Of("calm energetic techno"), seed).Text;
            Assert.DoesNotContain("calm, energetic", text, StringComparison.Ordinal);
            Assert.Matches("yet|turns|both|between|one moment|side and", text);
        }
    }

    [Fact]
    public void All_tags_at_once_give_a_text_of_bearable_length()
    {
        for (var seed = 0UL; seed < 100; seed++)
            Assert.InRange(Method.Write(TagSets.All, seed).Text.Split(' ').Length, 20, 130);
    }

    [Fact]
    public void Two_genres_of_one_name_are_one()
    {
        Assert.Contains(Enumerable.Range(0, 20).Select(seed => Method.Write(TagSets.Of("folk rock guitar"), (ulong)seed).Text),
            text => text.Contains("folk rock", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void One_sentence_says_the_surest()
    {
        var text = OneSentence.Of(TagSets.Of("ambient calm dreamy pad electricpiano piano strings harp sad techno"), 1)!;
        Assert.DoesNotContain(". ", text, StringComparison.Ordinal);
        foreach (var word in (string[])["ambient", "calm", "dreamy", "pads"]) Assert.Contains(word, text,
            StringComparison.OrdinalIgnoreCase);
        Assert.Null(OneSentence.Of([new ScoredTag("piano", 0.05f)], 1));
        Assert.Null(OneSentence.Of([], 1));
    }

    [GeneratedRegex(@"\ba [aeio]|\ban [^aeiou ]", RegexOptions.IgnoreCase)]
    private static partial Regex WrongArticle();

    [GeneratedRegex(@"\b(\w+) \1\b", RegexOptions.IgnoreCase)]
    private static partial Regex DoubledWord();

    [GeneratedRegex(@"  | ,| \.|\.\.|,,|[{}|\[\]]")]
    private static partial Regex OddMarks();

    // Five things in a row, of one word each.
    [GeneratedRegex(@"\w+, \w+, \w+, \w+ and \w+")]
    private static partial Regex LongList();
}
