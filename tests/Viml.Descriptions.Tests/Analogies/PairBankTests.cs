using Viml.Descriptions.Analogies;
using Viml.Descriptions.Facts;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Tests.Analogies;

public sealed class PairBankTests
{
    private static readonly IReadOnlyList<DescribedTags> Pairs = PairBank.Default.Pairs;

    [Fact]
    public void There_are_at_least_120_different_pairs()
    {
        Assert.True(Pairs.Count >= 120);
        Assert.Equal(Pairs.Count, Pairs.Select(pair => pair.Text.ToLowerInvariant()).Distinct().Count());
    }

    [Fact]
    public void Every_description_is_true_of_its_tags() => Assert.All(Pairs, pair =>
    {
        var report = FactCheck.ByWords.Check(pair.Text, pair.Tags.Select(tag => TagVocabulary.Default.Names[tag]));
        Assert.True(report.Invented.Count == 0, $"{string.Join(", ", report.Invented)}: {pair.Text}");
        Assert.True(report.Recall >= 0.2, pair.Text);
    });

    [Fact]
    public void Voices_and_lengths_vary()
    {
        var words = Pairs.Select(pair => pair.Text.Split(' ').Length).ToList();
        Assert.True(words.Min() <= 4 && words.Max() >= 20);
        Assert.InRange(Pairs.Count(pair => char.IsLower(pair.Text[0])), Pairs.Count / 5, 4 * Pairs.Count / 5);
        Assert.InRange(Pairs.Count(pair => pair.Text[^1] is '.' or '!'), Pairs.Count / 5, 4 * Pairs.Count / 5);
    }

    [Fact]
    public void Every_genre_and_nearly_every_mood_occurs()
    {
        var tags = Pairs.SelectMany(pair => pair.Tags).ToHashSet();
        var (genres, moods) = (TagVocabulary.Default.RangeOf(TagKind.Genre), TagVocabulary.Default.RangeOf(TagKind.Mood));
        Assert.Subset(tags, Enumerable.Range(genres.Start, genres.Count).ToHashSet());
        Assert.Subset(tags, Enumerable.Range(moods.Start, moods.Count).ToHashSet());
    }

    [Theory]
    [InlineData("A [sad|sad] song{ with [strings|strings.many]}", "A sad song with strings")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void Marks_are_read(string marked, string text) => Assert.Equal(text, PairText.Plain(PairText.Parse(marked)));

    [Theory]
    [InlineData("A [sad|sad")]
    [InlineData("A {sad")]
    [InlineData("A sad}")]
    [InlineData("A [sad]")]
    public void Broken_marks_are_errors(string marked) => Assert.Throws<FormatException>(() => PairText.Parse(marked));
}
