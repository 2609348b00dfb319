using System.Numerics.Tensors;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Models.Tests.Language;

public sealed class PictureImpressionTests
{
    private const int Before = 3; // columns of another encoder

    private static readonly AssociationEmbeddings Associations =
        AssociationEmbeddings.Of(AssociationEmbeddings.Texts().Select(text => HashedWords.Encode(text.Text)));

    private static readonly LanguageColumns Columns = new("words", "1", Before, Associations.Width)
    {
        Temperature = 0.02f, Doubt = 0.2f, Certainty = 0.4f,
    };

    [Theory]
    [InlineData("dog puppy", "dog", "happy")]
    [InlineData("volcano", "volcano", "epic")]
    public void What_is_seen_is_named_and_asks_for_its_music(string shown, string name, string tag)
    {
        var impression = Of(Vector(shown), Vector(shown));

        Assert.Equal(name, impression.Seen[0].Name);
        Assert.True(impression.Wish.Wanted.Span[TagVocabulary.Default.IndexOf(tag)] > 0.1);
        Assert.Equal(impression.Confidence, TensorPrimitives.Norm(impression.Wish.Wanted.Span), 1e-4f);
        Assert.Empty(impression.Wish.Unwanted);
    }

    [Fact]
    public void Several_things_share_an_impression()
    {
        var names = Of(Vector("dog puppy"), Vector("volcano")).Seen.Select(thing => thing.Name).ToArray();
        Assert.Contains("dog", names);
        Assert.Contains("volcano", names);
    }

    [Fact]
    public void Nothing_is_claimed_where_nothing_is_recognised()
    {
        var nothing = new float[Associations.Width];

        Assert.Same(PictureImpression.None, Of(nothing, nothing));
        Assert.Same(PictureImpression.None, Of());
        Assert.Same(PictureImpression.None, Of(Vector("qzxv")));
        Assert.True(PictureImpression.None.Wish.IsEmpty);
        Assert.Empty(PictureImpression.None.Seen);
        Assert.Same(PictureImpression.None, Of(Enumerable.Repeat(float.NaN, Associations.Width).ToArray()));
    }

    [Fact]
    public void Seconds_in_which_nothing_is_recognised_lower_the_confidence_and_change_nothing_else()
    {
        var (whole, half) = (Of(Vector("dog puppy")), Of(Vector("dog puppy"), new float[Associations.Width]));

        Assert.Equal(whole.Confidence / 2, half.Confidence, 1e-5f);
        Assert.Equal(1, TensorPrimitives.CosineSimilarity(whole.Wish.Wanted.Span, half.Wish.Wanted.Span), 1e-4f);
    }

    [Fact]
    public void Columns_that_are_not_there_are_errors()
    {
        var video = new FeatureSequence(new float[10], 1, 10, 1);
        Assert.Throws<ArgumentException>(() => PictureImpression.Of(video, Columns, Associations));
        Assert.Throws<ArgumentException>(() => PictureImpression.Of(video, Columns with { First = 0, Width = 10 }, Associations));
    }

    private static float[] Vector(string text) => HashedWords.Encode(text);

    private static PictureImpression Of(params float[][] steps)
    {
        var width = Before + Associations.Width;
        return PictureImpression.Of(
            new FeatureSequence([.. steps.SelectMany(step => new float[Before].Concat(step))], steps.Length, width, 1), Columns,
            Associations);
    }
}
