using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>A clip as ViML takes it: base features of its music and its video, and of texts about the music.</summary>
/// <param name="Tags">The probability of every tag according to the tagger.</param>
/// <param name="Texts">Text features to train with.</param>
/// <param name="Description">The feature of a text a person would write, to evaluate with.</param>
internal sealed record EncodedClip(Clip Clip, FeatureSequence Music, FeatureSequence Video, float[] Tags, IReadOnlyList<float[]> Texts, float[] Description);
