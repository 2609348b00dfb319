using Viml.Models.Music;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Facts;

/// <summary>Reads tags that others gave as tags of the vocabulary. Only tags that are known come out, whatever went in.</summary>
public static class TagNames
{
    private const int Longest = 100;

    private static readonly Lazy<Dictionary<string, Dictionary<string, string>>> Public =
        new(() => EmbeddedJson.Read("public-tags.json", json =>
    {
        json.Text("note");
        return PublicTagger.Names.ToDictionary(tagger => tagger, tagger => json.Object(
            tagger, tags => PublicTagger.TagsOf(tagger).ToDictionary(tag => tag.ShortName, tag => tags.Text(tag.ShortName))));
    }));

    /// <summary>
    /// The index of the tag that a name means: by the vocabulary, or by a word that means the tag and nothing else ("Hip-Hop", "synths",
    /// <c>genre---rock</c>). False where it means none.
    /// </summary>
    public static bool TryRead(string name, out int tag)
    {
        ArgumentNullException.ThrowIfNull(name);
        var plain = name[(name.LastIndexOf("---", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].Trim();
        tag = -1;
        if (plain.Length is 0 or > Longest) return false;
        if (TagVocabulary.Default.TryIndexOf(plain, out tag)) return true;
        tag = MentionFinder.TagOf(plain.Replace('_', ' ')) ?? -1;
        return tag >= 0;
    }

    /// <summary>Tags of any origin as tags of the vocabulary, and the names of those that mean none. The surest of several for one
    /// counts.</summary>
    public static (IReadOnlyList<ScoredTag> Tags, IReadOnlyList<string> Unknown) Read(IEnumerable<ScoredTag> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        var (known, unknown) = (new Dictionary<int, float>(), new List<string>());
        foreach (var (name, confidence) in tags)
        {
            if (TryRead(name, out var tag)) known[tag] = Math.Max(known.GetValueOrDefault(tag), confidence);
            else unknown.Add(name);
        }
        return ([.. known.OrderBy(tag => tag.Key).Select(tag => new ScoredTag(TagVocabulary.Default.Names[tag.Key], tag.Value))], unknown);
    }

    /// <summary>The tags of a public tagger as tags of the vocabulary, by the table in <c>public-tags.json</c>; those without counterpart
    /// go.</summary>
    /// <param name="tagger">The tagger.</param>
    /// <param name="tags">Its tags, by the names its publisher uses.</param>
    /// <exception cref="ArgumentException">No public tagger is called so, or it has no such tag.</exception>
    public static IReadOnlyList<ScoredTag> OfPublicTagger(string tagger, IEnumerable<ScoredTag> tags)
    {
        if (!Public.Value.TryGetValue(tagger, out var table)) throw new ArgumentException($"No public tagger is called '{tagger}'.",
            nameof(tagger));
        return Read(tags.Select(tag => (tag.Confidence, Name: table.TryGetValue(tag.Name[(tag.Name.LastIndexOf('-') + 1)..], out var name)
                ? name
                : throw new ArgumentException($"'{tagger}' has no tag '{tag.Name}'.", nameof(tags))))
            .Where(tag => tag.Name.Length > 0).Select(tag => new ScoredTag(tag.Name, tag.Confidence))).Tags;
    }
}
