using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Viml.Models;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>
/// Makes a query out of a video and words. What a video alone says is kept as long as its features, so that it is not worked out again when
/// the words change. Thread-safe.
/// </summary>
internal sealed class QueryBuilder(ModelSet models, TextEmbeddings texts)
{
    private readonly ConditionalWeakTable<FeatureSequence, Picture> _pictures = [];

    /// <summary>A point in the joint space, and what it is made of.</summary>
    /// <param name="Embedding">The unit vector to search with.</param>
    /// <param name="Picture">The embedding of the video alone; null without a video.</param>
    /// <param name="Words">The words; null without any that count, or where their weight is 0.</param>
    /// <param name="Seen">What was seen in the video; null without one.</param>
    /// <param name="TextWeight">The weight of the words, 0 to 1; 1 without a video.</param>
    public sealed record Query(float[] Embedding, float[]? Picture, WordReading? Words, PictureReading? Seen, float TextWeight)
    {
        /// <summary><see cref="Recommendation.Taste"/>; null without tracks that are liked or not.</summary>
        public float[]? Taste { get; init; }
    }

    /// <summary>Makes the query.</summary>
    /// <param name="video">Features of the video; null without one.</param>
    /// <param name="words">The words; null without any that count. One of the two is given.</param>
    /// <param name="textWeight">The weight of the text where both are given, 0 to 1.</param>
    public Query Build(FeatureSequence? video, WordReading? words, double textWeight)
    {
        var picture = video is null ? null
            : _pictures.GetValue(video, features => new Picture(models.Joint.EmbedQuery(features, []), Read(features)));
        var pictureAlone = picture?.Alone;
        if (video is not null && textWeight == 0)
            words = null;
        return new Query(
            Embedding(video, pictureAlone, words?.EncoderText, textWeight), pictureAlone, words,
            picture?.Seen, video is null ? 1 : (float)textWeight);
    }

    /// <summary>What is seen in a video.</summary>
    public IReadOnlyList<string> Things(FeatureSequence video) => Read(video).Things;

    /// <summary>What is seen, where the features of a video lie in the space of the text encoder.</summary>
    private PictureReading Read(FeatureSequence video) =>
        models.Associations.Value is { } associations && models.Video.Language.FirstOrDefault(IsOfText) is { } columns
            ? PictureReading.Of(PictureImpression.Of(video, columns, associations))
            : PictureReading.Nothing;

    /// <summary>What a video alone says.</summary>
    private sealed record Picture(float[] Alone, PictureReading Seen);

    private bool IsOfText(LanguageColumns columns) => (columns.TextEncoder, columns.TextVersion) == (models.Text.Name, models.Text.Version);

    private float[] Embedding(FeatureSequence? video, float[]? pictureAlone, string? text, double textWeight)
    {
        if (text is null && pictureAlone is not null)
            return pictureAlone;
        var fused = models.Joint.EmbedQuery(video, texts.Steps(text ?? "").Values);
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
