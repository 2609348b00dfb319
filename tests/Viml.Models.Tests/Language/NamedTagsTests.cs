using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Language;

public sealed class NamedTagsTests
{
    [Theory]
    [InlineData("haunted house", "house", 0)]
    [InlineData("a house by the lake", "house", 0.3)]
    [InlineData("house", "house", 1)]
    [InlineData("house music", "house", 1)]
    [InlineData("funky house with piano", "house", 1)]
    [InlineData("rock climbing", "rock", 0)]
    [InlineData("energetic rock", "rock", 1)]
    [InlineData("popcorn", "pop", 0)]
    [InlineData("piano, piano", "piano", 2)]
    public void Words_with_two_meanings_name_a_tag_only_beside_words_about_music(string text, string tag, double weight) =>
        Assert.Equal(weight, NamedTags.In(text, [], 0.3f).Tags[TagVocabulary.Default.IndexOf(tag)], 1e-6);

    [Theory]
    [InlineData("piano", 1)]
    [InlineData("some piano music please", 1)]
    [InlineData("sad piano", 1)]
    [InlineData("a train at night", 0)]
    [InlineData("train with piano", 0.5)]
    [InlineData("", 0)]
    public void Coverage_is_the_share_of_words_that_name_tags(string text, double share) =>
        Assert.Equal(share, NamedTags.In(text, [], 0.3f).Coverage, 1e-6);

    [Fact]
    public void Associations_add_up()
    {
        var (train, night, both) = (NamedTags.In("train", [], 1), NamedTags.In("night", [], 1), NamedTags.In("train at night", [], 1));

        Assert.Equal(train.Associations.Zip(night.Associations, (a, b) => a + b), both.Associations);
    }
}
