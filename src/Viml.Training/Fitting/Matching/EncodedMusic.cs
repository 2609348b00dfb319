using Viml.Descriptions.Facts;
using Viml.Models;
using Viml.Models.Tagging;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting.Matching;

/// <summary>A clip or a recording with base features of its music.</summary>
/// <param name="Prepared">The clip.</param>
/// <param name="Features">Base features of its music.</param>
/// <param name="Tags">The probability of every tag according to the music encoder; null where it knows no tags.</param>
internal sealed record EncodedMusic(PreparedClip Prepared, FeatureSequence Features, float[]? Tags)
{
    private const string Human = "human";

    /// <summary>The clip.</summary>
    public Clip Clip => Prepared.Clip;

    /// <summary>What people wrote about it.</summary>
    public IReadOnlyList<string> Descriptions => Clip.Texts.GetValueOrDefault(Human) ?? [];

    /// <summary>The probability of every tag according to the music encoder, or where it knows none to the dataset.</summary>
    public float[] Probabilities =>
        Tags ?? [.. TagVocabulary.Default.Names.Select(tag => Clip.Tags.GetValueOrDefault(tag))];

    /// <summary>The tags from which texts are synthesised.</summary>
    public IReadOnlyList<ScoredTag> ScoredTags => Tags is null
        ? [.. Clip.Tags.Select(tag => new ScoredTag(tag.Key, tag.Value))]
        : [.. Tags.Select((probability, tag) => new ScoredTag(TagVocabulary.Default.Names[tag], Math.Clamp(probability, 0, 1)))];
}
