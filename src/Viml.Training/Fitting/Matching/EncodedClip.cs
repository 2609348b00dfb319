using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Fitting.Matching;

/// <summary>A clip as ViML is measured on it: base features of its music, its video, and of texts about the music.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Music">Base features of its music.</param>
/// <param name="Video">Base features of its video.</param>
/// <param name="Tags">The probability of every tag according to the music encoder; null where it knows no tags.</param>
/// <param name="Description">The steps of a text a person wrote; null where the dataset has none.</param>
/// <param name="Synthesized">The steps of a text synthesised from tags.</param>
internal sealed record EncodedClip(
    Clip Clip, FeatureSequence Music, FeatureSequence Video, float[]? Tags, float[]? Description, float[] Synthesized)
{
    /// <summary>The text that describes the clip best: a person's, or where there is none a synthesised one.</summary>
    public float[] BestText => Description ?? Synthesized;

    /// <summary>A query for its music by its video, by a text, or by both.</summary>
    public RetrievalQuery Query(bool byVideo, float[]? byText) => new(byVideo ? Video : null, byText);
}
