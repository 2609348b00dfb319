using Viml.Models.Tagging;

namespace Viml.Descriptions.Facts;

/// <summary>
/// Which tags of a track reach its text: the most confident ones, "typically around 10-15" in the paper (section on text inputs).
/// </summary>
public static class TagSelection
{
    private const int Fewest = 10, Most = 15;

    /// <summary>Below this a tagger guesses. The paper gives no threshold; this one keeps about a dozen tags of our tagger.</summary>
    private const float LeastConfidence = 0.1f;

    /// <summary>The chosen tags by index, the most confident first; the same for every method.</summary>
    /// <param name="tags">In any order.</param>
    /// <param name="seed">Decides how many, between 10 and 15.</param>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public static int[] Draw(IReadOnlyList<ScoredTag> tags, ulong seed) =>
        [.. Confident(tags).Take(new RandomStream(seed).Fork("selection").From(Fewest, Most))];

    /// <summary>The names of the tags that <see cref="Draw"/> chooses.</summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public static IReadOnlyList<string> Names(IReadOnlyList<ScoredTag> tags, ulong seed) =>
        [.. Draw(tags, seed).Select(tag => TagVocabulary.Default.Names[tag])];

    /// <summary>The tags that are more than a guess by index, the most confident first.</summary>
    /// <exception cref="ArgumentException">A tag is not in the vocabulary or appears twice.</exception>
    public static IEnumerable<int> Confident(IReadOnlyList<ScoredTag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var indices = tags.Select(tag => TagVocabulary.Default.IndexOf(tag.Name)).ToArray();
        if (indices.Distinct().Count() != indices.Length) throw new ArgumentException("A tag appears twice.", nameof(tags));
        return indices.Zip(tags, (index, tag) => (Index: index, tag.Confidence))
            .Where(tag => tag.Confidence >= LeastConfidence)
            .OrderByDescending(tag => tag.Confidence).ThenBy(tag => tag.Index)
            .Select(tag => tag.Index);
    }
}
