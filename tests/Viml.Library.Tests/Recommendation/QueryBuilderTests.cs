using System.Numerics.Tensors;
using Viml.Library.Answers;
using Viml.Library.Recommendation;
using Viml.Library.Tests.Fakes;
using Viml.Models;

namespace Viml.Library.Tests.Recommendation;

public sealed class QueryBuilderTests
{
    private static readonly FeatureSequence Video = new(
        [.. Enumerable.Repeat(FakeModels.Feature(0.1f), 12).SelectMany(x => x)], 12, FakeModels.Width, 1);

    // The fused query of the fake models is that of the text.
    private static readonly float[] OfVideo = FakeModels.Unit(FakeModels.Feature(0.1f));
    private static readonly float[] OfText = FakeModels.Unit(FakeModels.Feature(0.9f));

    private readonly QueryBuilder _builder = new(FakeModels.Create(), new TextEmbeddings(FakeModels.Create()));

    [Fact]
    public void A_video_alone_is_the_query()
    {
        var query = _builder.Build(Video, null, 1);
        Equal(OfVideo, query.Embedding);
        Assert.Same(query.Embedding, query.Picture); // one vector, so that it is searched for once
        Assert.Null(query.Words);
    }

    [Fact]
    public void A_text_alone_is_the_query()
    {
        var query = _builder.Build(null, Words("0.9 drums"), 1);
        Equal(OfText, query.Embedding);
        Assert.Null(query.Picture);
        Assert.Null(query.Seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void The_weight_of_the_text_moves_the_query_from_the_video_to_the_fusion(double weight)
    {
        var query = _builder.Build(Video, Words("0.9 drums"), weight);
        var mixed = OfVideo.Zip(OfText, (video, text) => (float)((1 - weight) * video + weight * text)).ToArray();
        Equal(FakeModels.Unit(mixed), query.Embedding);
        Equal(OfVideo, query.Picture!);
        Assert.Equal(weight > 0, query.Words is not null); // a text without weight is no reason
        if (weight == 0) Assert.Same(query.Picture, query.Embedding);
    }

    [Fact]
    public void Vectors_that_cancel_each_other_out_leave_the_fusion()
    {
        float[] a = [1, 0], b = [-1, 0];
        Assert.Same(b, QueryBuilder.Blend(a, b, 0.5f));
        Assert.Equal(1, TensorPrimitives.Norm<float>(QueryBuilder.Blend(a, [0, 1], 0.2f)), 1e-6f);
    }

    private static WordReading Words(string text) => new(
        text, null, null, NameMatches.None, new WordsAnswer(WordsUnderstanding.Known, null, [], [], [], [], [], null));

    private static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-6f);
    }
}
