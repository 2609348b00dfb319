using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>The words and phrases that name a tag and nothing else, by tag, read from <c>tag-words.json</c>.</summary>
/// <param name="Tag">Index of the tag.</param>
/// <param name="Words">What means the tag wherever it stands. Lower case.</param>
/// <param name="Ambiguous">What means the tag beside other words about music only: house, rock, country.</param>
public sealed record TagWords(int Tag, IReadOnlyList<string> Words, IReadOnlyList<string> Ambiguous)
{
    private static readonly Lazy<IReadOnlyList<TagWords>> Embedded =
        new(() => Read(EmbeddedFiles.Read("tag-words.json"), TagVocabulary.Default));

    /// <summary>Those that come with the program, one for each tag, in the order of the vocabulary.</summary>
    public static IReadOnlyList<TagWords> Default => Embedded.Value;

    /// <summary>Reads <c>{ "note", "tags": { "piano": { "words": [], "ambiguous": [] } } }</c> with every tag of the vocabulary.</summary>
    /// <exception cref="InvalidDataException">A tag is missing or unknown, a phrase names two tags, or a tag has no words.</exception>
    public static IReadOnlyList<TagWords> Read(byte[] utf8, TagVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return EmbeddedFiles.ReadJson(utf8, "tag-words.json", json =>
        {
            json.Text("note");
            return json.Object("tags", tags =>
            {
                var owners = new Dictionary<string, string>();
                return vocabulary.Names.Select((name, tag) => tags.Object(name, words => ReadTag(words, name, tag, owners))).ToList();
            });
        });
    }

    private static TagWords ReadTag(StrictJson json, string name, int tag, Dictionary<string, string> owners)
    {
        var words = new TagWords(tag, json.Texts("words"), json.Texts("ambiguous"));
        if (words.Words.Count + words.Ambiguous.Count == 0) throw json.Error($"words for '{name}'", "none");
        foreach (var phrase in words.Words.Concat(words.Ambiguous))
            if (!owners.TryAdd(QueryWord.Key(phrase), name))
                throw json.Error("one tag for each phrase", $"'{phrase}' for '{owners[QueryWord.Key(phrase)]}' and '{name}'");
        return words;
    }
}
