using System.Numerics.Tensors;
using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>Makes a query out of a video and a text.</summary>
internal sealed class QueryBuilder(ModelSet models)
{
    /// <summary>A point in the joint space, and what it is made of.</summary>
    /// <param name="Embedding">The unit vector to search with.</param>
    /// <param name="Picture">The embedding of the video alone; null without a video.</param>
    /// <param name="Words">
    /// Probability of each tag that the text asks for it; null without a text, or where the text encoder gives none.
    /// </param>
    public sealed record Query(float[] Embedding, float[]? Picture, float[]? Words);

    /// <summary>Makes the query.</summary>
    /// <param name="video">Features of the video; null without one.</param>
    /// <param name="text">The text; null without one. One of the two is given.</param>
    /// <param name="textWeight">The weight of the text where both are given, 0 to 1.</param>
    public Query Build(FeatureSequence? video, string? text, double textWeight)
    {
        var pictureAlone = video is null ? null : models.Joint.EmbedQuery(video, []);
        var words = text is not null && models.Text.ImpliedTags(text) is { Length: > 0 } implied ? implied : null;
        return new Query(Embedding(video, pictureAlone, text, textWeight), pictureAlone, words);
    }

    private float[] Embedding(FeatureSequence? video, float[]? pictureAlone, string? text, double textWeight)
    {
        if (text is null || (pictureAlone is not null && textWeight == 0))
            return pictureAlone!;
        var fused = models.Joint.EmbedQuery(video, models.Text.EncodeSteps(text).Values);
        return pictureAlone is null || textWeight == 1 ? fused : Blend(pictureAlone, fused, (float)textWeight);
    }

    /// <summary>normalise((1 - w) a + w b); <paramref name="b"/> alone where the two cancel each other out.</summary>
    internal static float[] Blend(float[] a, float[] b, float w)
    {
        var mixed = new float[a.Length];
        TensorPrimitives.Multiply(a, 1 - w, mixed);
        TensorPrimitives.MultiplyAdd(b, w, mixed, mixed);
        var norm = TensorPrimitives.Norm<float>(mixed);
        if (norm < 1e-6f)
            return b;
        TensorPrimitives.Divide(mixed, norm, mixed);
        return mixed;
    }
}
