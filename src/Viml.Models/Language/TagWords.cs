using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>The words and phrases that name a tag and nothing else, by tag, read from <c>tag-words.json</c>.</summary>
/// <param name="Tag">Index of the tag.</param>
/// <param name="Words">What means the tag wherever it stands. Lower case.</param>
/// <param name="Ambiguous">What means the tag beside other words about music, and something else beside others: house, rock, country.</param>
public sealed record TagWords(int Tag, IReadOnlyList<string> Words, IReadOnlyList<string> Ambiguous)
{
    private static readonly Lazy<IReadOnlyList<TagWords>> Embedded = new(() => Read(EmbeddedFiles.Read("tag-words.json"), TagVocabulary.Default));

    /// <summary>Those that come with the program, one for each tag, in the order of the vocabulary.</summary>
    public static IReadOnlyList<TagWords> Default => Embedded.Value;

    /// <summary>Reads <c>{ "note", "tags": { "piano": { "words": [], "ambiguous": [] } } }</c> with every tag of the vocabulary in it.</summary>
    /// <exception cref="InvalidDataException">A tag is missing or unknown, a phrase names two tags, or a tag has no words.</exception>
    public static IReadOnlyList<TagWords> Read(byte[] utf8, TagVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return EmbeddedFiles.ReadJson(utf8, "tag-words.json", json =>
        {
            json.Text("note");
            return json.Object("tags", tags =>
            {
                var all = vocabulary.Names.Select((name, tag) => tags.Object(name, words => new TagWords(tag, words.Texts("words"), words.Texts("ambiguous")))).ToList();
                var owners = new Dictionary<string, int>();
                foreach (var tag in all)
                {
                    if (tag.Words.Count + tag.Ambiguous.Count == 0) throw tags.Error($"words for '{vocabulary.Names[tag.Tag]}'", "none");
                    foreach (var phrase in tag.Words.Concat(tag.Ambiguous))
                        if (!owners.TryAdd(QueryWord.Key(phrase), tag.Tag))
                            throw tags.Error("one tag for each phrase", $"'{phrase}' for '{vocabulary.Names[owners[QueryWord.Key(phrase)]]}' and '{vocabulary.Names[tag.Tag]}'");
                }
                return all;
            });
        });
    }
}
