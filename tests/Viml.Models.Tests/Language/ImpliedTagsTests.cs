using System.Numerics.Tensors;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Language;

public sealed class ImpliedTagsTests
{
    private static readonly ImpliedTags Implied =
        new(HashedWords.Encode, AssociationEmbeddings.Of(AssociationEmbeddings.Texts().Select(text => HashedWords.Encode(text.Text))));

    [Theory]
    [InlineData("piano", "piano")]
    [InlineData("acustic gitar", "acousticguitar")]
    [InlineData("no vocals please, calm", "calm")]
    [InlineData("house", "house")]
    [InlineData("house music", "house")]
    [InlineData("8-bit retro chiptune", "computer")]
    [InlineData("something to make people cry", "sad")]
    [InlineData("like Hans Zimmer", "epic")]
    [InlineData("😂", "fun")]
    public void The_strongest_tags_are_those_the_words_ask_for(string text, string tag) => Assert.Contains(tag, Strongest(text, 3));

    [Fact]
    public void A_name_is_read_as_an_artist_and_not_as_the_word()
    {
        Assert.Contains("rock", Strongest("like queen", 3));
        Assert.DoesNotContain("rock", Strongest("a queen in her castle", 3));
    }

    [Fact]
    public void What_such_music_lacks_has_weights_below_zero()
    {
        var wanted = Of("music for a funeral").Wanted.Span;

        Assert.True(wanted[TagVocabulary.Default.IndexOf("happy")] < -0.1);
        Assert.Equal(1, TensorPrimitives.Norm(wanted), 1e-4);
    }

    [Fact]
    public void Excluded_tags_are_apart_from_the_wanted_ones()
    {
        var wish = Of("calm, no drums");

        var unwanted = Assert.Single(wish.Unwanted);
        Assert.Equal(1, unwanted.Tags.Span[TagVocabulary.Default.IndexOf("drums")], 1e-4);
        Assert.True(wish.Wanted.Span[TagVocabulary.Default.IndexOf("calm")] > 0.5);
    }

    [Fact]
    public void An_excluded_association_excludes_its_strongest_tags_and_asks_for_nothing()
    {
        var unwanted = Assert.Single(Of("nothing too heavy metal").Unwanted).Tags.ToArray();

        Assert.All(unwanted, weight => Assert.InRange(weight, 0, 1));
        Assert.Contains("metal", TagVocabulary.Default.Names.Where((_, tag) => unwanted[tag] > 0.3));
    }

    [Theory]
    [InlineData("")]
    [InlineData("...")]
    [InlineData("no drums")]
    public void Nothing_wanted_gives_weights_of_zero(string text) =>
        Assert.All(Of(text).Wanted.ToArray(), weight => Assert.Equal(0, weight));

    [Fact]
    public void A_text_that_names_nothing_takes_the_tags_of_the_nearest_associations()
    {
        // the words of one description, none of them a phrase of its own
        var text = "uillean moorland skirling";
        var near = AssociationEmbeddings.Of(AssociationEmbeddings.Texts().Select(part =>
            HashedWords.Encode(AssociationTable.Default[part.Association].Phrases[0] == "bagpipes" ? text : part.Text)));

        var wanted = new ImpliedTags(HashedWords.Encode, near).Of(QueryParser.Default.Parse(text)).Wanted.Span;

        Assert.True(wanted[TagVocabulary.Default.IndexOf("folk")] > 0.4);
    }

    [Fact]
    public void Embeddings_of_too_few_texts_are_an_error()
    {
        Assert.Throws<ArgumentException>(() => AssociationEmbeddings.Of([]));
        Assert.Throws<ArgumentException>(() => AssociationEmbeddings.Of([[1, 0]]));
        Assert.Throws<ArgumentException>(() => AssociationEmbeddings.Of([[1, 0], [1, 0, 0]]));
        Assert.Throws<ArgumentException>(() => new AssociationEmbeddings(new float[7], 7));
    }

    [Fact]
    public void Embeddings_that_were_kept_give_the_same()
    {
        var made = AssociationEmbeddings.Of(AssociationEmbeddings.Texts().Select(text => HashedWords.Encode(text.Text)));
        var kept = new AssociationEmbeddings(made.Rows.ToArray(), made.Width);

        var query = QueryParser.Default.Parse("a slow train at night");
        Assert.Equal(
            new ImpliedTags(HashedWords.Encode, made).Of(query).Wanted.ToArray(),
            new ImpliedTags(HashedWords.Encode, kept).Of(query).Wanted.ToArray());
        Assert.Equal(64, AssociationEmbeddings.TextsHash.Length);
    }

    private static TagWish Of(string text) => Implied.Of(QueryParser.Default.Parse(text));

    private static IEnumerable<string> Strongest(string text, int count)
    {
        var wanted = Of(text).Wanted.ToArray();
        return TagVocabulary.Default.Names.Zip(wanted).OrderByDescending(tag => tag.Second).Take(count).Select(tag => tag.First);
    }
}
