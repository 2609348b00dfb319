using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting;

/// <summary>A clip as ViML takes it: base features of its music and its video, and of texts about the music.</summary>
/// <param name="Tags">The probability of every tag according to the music encoder; null where it knows no tags.</param>
/// <param name="Texts">The steps of each text to train with, <c>[steps * width]</c>.</param>
/// <param name="Description">The feature of a text a person wrote, to evaluate with; null where the dataset has none.</param>
/// <param name="Synthesized">The feature of a text synthesised from tags, to evaluate with.</param>
internal sealed record EncodedClip(
    Clip Clip, FeatureSequence Music, FeatureSequence Video, float[]? Tags, IReadOnlyList<float[]> Texts, float[]? Description,
    float[] Synthesized)
{
    /// <summary>The text that describes the clip best: a person's, or where there is none a synthesised one.</summary>
    public float[] BestText => Description ?? Synthesized;

    /// <summary>A query for its music by its video, by a text, or by both.</summary>
    public RetrievalQuery Query(bool byVideo, float[]? byText) => new(byVideo ? Video : null, byText);
}
