using System.Numerics.Tensors;
using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>Makes the query out of a picture and words.</summary>
internal sealed class QueryBuilder(ModelSet models)
{
    /// <summary>A point in the joint space, and what it is made of.</summary>
    /// <param name="Embedding">What is searched for.</param>
    /// <param name="Picture">The point of the picture alone; null without a video.</param>
    /// <param name="Words">Probability of each tag that the words ask for it; null without words, or where the text encoder cannot say.</param>
    public sealed record Query(float[] Embedding, float[]? Picture, float[]? Words);

    /// <param name="video">Features of the video; null without one.</param>
    /// <param name="text">The words; null without any. One of the two is there.</param>
    /// <param name="textWeight">How much the words count where both are there.</param>
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
