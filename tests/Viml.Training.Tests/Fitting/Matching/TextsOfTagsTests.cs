using Viml.Models.Tagging;
using Viml.Training.Fitting.Matching;

namespace Viml.Training.Tests.Fitting.Matching;

public sealed class TextsOfTagsTests
{
    [Fact]
    public void Only_tags_that_stand_out_are_asked_for_in_few_words()
    {
        var standing = Pairs.Standing(("piano", 0.9f), ("calm", 0.6f), ("ambient", 0.5f), ("drums", -0.9f), ("rock", 0.1f));

        var texts = TextsOfTags.Draw(standing, 100, new RandomStream(3)).ToArray();

        Assert.Equal(100, texts.Length);
        Assert.True(texts.DistinctBy(text => text.Text).Count() > 20);
        Assert.All(texts, text =>
        {
            Assert.InRange(text.Text.Split(' ').Length, 1, 12);
            Assert.Equal(1, text.Wish.Sum(weight => weight * weight), 1e-4);
            var asked = TagVocabulary.Default.Names.Where((_, tag) => text.Wish[tag] > 0).ToArray();
            Assert.InRange(asked.Length, 1, 3);
            Assert.Subset(new HashSet<string> { "piano", "calm", "ambient" }, asked.ToHashSet());
        });
    }

    [Fact]
    public void Nothing_is_asked_where_nothing_stands_out() =>
        Assert.Empty(TextsOfTags.Draw(Pairs.Standing(("piano", 0.1f)), 5, new RandomStream(1)));
}
