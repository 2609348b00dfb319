using System.Numerics.Tensors;
using Viml.Models;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Facts;

/// <summary>
/// Says which tags a text expresses in other words, by the similarity of its clauses to short texts about each tag in the space of a
/// sentence encoder. Thread-safe.
/// </summary>
/// <param name="encoder">An encoder of sentences, such as MiniLM.</param>
/// <param name="threshold">The cosine from which a clause counts.</param>
public sealed class SentenceMeaning(ITextEncoder encoder, float threshold = SentenceMeaning.DefaultThreshold) : ITagMeaning
{
    /// <summary>Measured on descriptions of associations: docs/synthesis.md.</summary>
    public const float DefaultThreshold = 0.55f;

    private readonly Lazy<float[]> _tags = new(() => encoder.EncodeAll(
        [.. TagVocabulary.Default.Labels.Select((label, tag) => About(label, tag))]));

    /// <inheritdoc/>
    public IEnumerable<int> Expressed(string text, IReadOnlyCollection<int> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var likeness = Likeness(text);
        return tags.Where(tag => likeness[tag] >= threshold);
    }

    /// <summary>For each tag, the cosine of the clause of the text that is nearest to it; -1 for an empty text.</summary>
    public float[] Likeness(string text)
    {
        var clauses = MentionFinder.Clauses(text).Select(words => string.Join(' ', words)).ToList();
        var likeness = new float[TagVocabulary.Default.Count];
        Array.Fill(likeness, -1);
        if (clauses.Count == 0) return likeness;
        var features = encoder.EncodeAll(clauses);
        for (var tag = 0; tag < likeness.Length; tag++)
            for (var clause = 0; clause < clauses.Count; clause++)
                likeness[tag] = Math.Max(likeness[tag], TensorPrimitives.CosineSimilarity(
                    features.AsSpan(clause * encoder.Width, encoder.Width), _tags.Value.AsSpan(tag * encoder.Width, encoder.Width)));
        return likeness;
    }

    private static string About(string label, int tag) =>
        TagVocabulary.Default.KindOf(tag) == TagKind.Instrument ? $"music with {label}" : $"{label} music";
}
