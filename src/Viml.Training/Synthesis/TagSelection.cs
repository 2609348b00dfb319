using Viml.Corpus;
using Viml.Models.Tagging;

namespace Viml.Training.Synthesis;

/// <summary>
/// Which tags of a track reach its text: the most confident ones, "typically around 10-15" in the paper (section on text inputs).
/// </summary>
internal static class TagSelection
{
    private const int Fewest = 10;
    private const int Most = 15;

    /// <summary>Below this a tagger guesses. The paper gives no threshold; this one keeps about a dozen tags of our tagger.</summary>
    private const float LeastConfidence = 0.1f;

    /// <summary>The labels of the chosen tags with their kinds, shuffled.</summary>
    public static (string Label, TagKind Kind)[] Draw(IReadOnlyList<ScoredTag> tags, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var vocabulary = TagVocabulary.Default;
        var indices = tags.Select(tag => vocabulary.IndexOf(tag.Name)).ToArray();
        if (indices.Distinct().Count() != indices.Length)
            throw new ArgumentException("A tag appears twice.", nameof(tags));
        var chosen = indices.Zip(tags, (index, tag) => (Index: index, tag.Confidence))
            .Where(tag => tag.Confidence >= LeastConfidence)
            .OrderByDescending(tag => tag.Confidence).ThenBy(tag => tag.Index)
            .Take(random.From(Fewest, Most))
            .Select(tag => (vocabulary.Labels[tag.Index], vocabulary.KindOf(tag.Index)))
            .ToArray();
        random.Shuffle<(string, TagKind)>(chosen);
        return chosen;
    }
}
