using Viml.Models.Tagging;

namespace Viml.Models.Tests.Tagging;

public sealed class TagVocabularyTests
{
    [Fact]
    public void Default_has_41_instruments_20_genres_and_28_moods_in_that_order()
    {
        var tags = TagVocabulary.Default;

        Assert.Equal(89, tags.Count);
        Assert.Equal((0, 41), tags.RangeOf(TagKind.Instrument));
        Assert.Equal((41, 20), tags.RangeOf(TagKind.Genre));
        Assert.Equal((61, 28), tags.RangeOf(TagKind.Mood));
        Assert.Equal("accordion", tags.Names[0]);
        Assert.Equal("ambient", tags.Names[41]);
        Assert.Equal("action", tags.Names[61]);
        Assert.Equal("warm", tags.Names[88]);
    }

    [Theory]
    [InlineData("piano", TagKind.Instrument)]
    [InlineData("techno", TagKind.Genre)]
    [InlineData("Dreamy", TagKind.Mood)]
    public void IndexOf_and_KindOf_agree_whatever_the_letter_case(string name, TagKind kind)
    {
        var index = TagVocabulary.Default.IndexOf(name);

        Assert.Equal(name, TagVocabulary.Default.Names[index], ignoreCase: true);
        Assert.Equal(kind, TagVocabulary.Default.KindOf(index));
    }

    [Fact]
    public void IndexOf_an_unknown_tag_lists_the_nearest_names()
    {
        var error = Assert.Throws<ArgumentException>(() => TagVocabulary.Default.IndexOf("pianno"));

        Assert.Contains("'pianno'", error.Message);
        Assert.Contains("piano", error.Message);
    }

    [Fact]
    public void Labels_have_spaces_where_names_run_words_together()
    {
        var tags = TagVocabulary.Default;

        Assert.Equal("acoustic bass guitar", tags.Labels[tags.IndexOf("acousticbassguitar")]);
        Assert.Equal("hip hop", tags.Labels[tags.IndexOf("hiphop")]);
        Assert.Equal("cello", tags.Labels[tags.IndexOf("cello")]);
    }

    [Fact]
    public void Hash_is_stable()
    {
        // Bundles store it: it may change only when the vocabulary does.
        Assert.Equal(64, TagVocabulary.Default.Hash.Length);
        Assert.Equal("23877c869215f5c4ae2ae48d68d0520717caeea6f0403314c4402d85b500edfb", TagVocabulary.Default.Hash);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(89)]
    public void KindOf_an_index_outside_is_an_error(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TagVocabulary.Default.KindOf(index));
}
