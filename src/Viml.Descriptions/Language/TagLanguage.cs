using Viml.Models;
using Viml.Models.Tagging;

namespace Viml.Descriptions.Language;

/// <summary>How one tag is said.</summary>
/// <param name="Tag">Its index in the vocabulary.</param>
/// <param name="Word">An instrument as it follows "with", a mood as an adjective, a genre before a noun.</param>
/// <param name="Noun">An instrument as a subject ("the drums"), a mood and a genre as a thing ("calm", "ambient music").</param>
/// <param name="IsPlural">Whether the subject takes a plural verb.</param>
/// <param name="Pieces">What a piece of this genre is called; empty for other kinds.</param>
/// <param name="Family">What moods have in common; empty for other kinds.</param>
/// <param name="Implies">Tags that need no saying beside this one.</param>
/// <param name="Also">Other words for the tag, which several tags may share.</param>
public sealed record TagPhrase(
    int Tag, string Word, string Noun, bool IsPlural, IReadOnlyList<string> Pieces, string Family, IReadOnlyList<int> Implies,
    IReadOnlyList<string> Also);

/// <summary>How the tags of the vocabulary are said in English, from <c>tag-language.json</c>. Immutable, thread-safe.</summary>
public sealed class TagLanguage
{
    private static readonly Lazy<TagLanguage> Embedded = new(() => EmbeddedJson.Read("tag-language.json", Read));

    private readonly TagPhrase[] _phrases;
    private readonly HashSet<(int, int)> _opposites;

    private TagLanguage(TagPhrase[] phrases, HashSet<(int, int)> opposites, IReadOnlySet<string> silent) =>
        (_phrases, _opposites, Silent) = (phrases, opposites, silent);

    /// <summary>The one that comes with the program.</summary>
    public static TagLanguage Default => Embedded.Value;

    /// <summary>Words that may name a tag in a request and hardly ever do in a description.</summary>
    internal IReadOnlySet<string> Silent { get; }

    /// <summary>How a tag is said.</summary>
    public TagPhrase this[int tag] => _phrases[tag];

    /// <summary>Whether two moods contradict each other.</summary>
    public bool AreOpposites(int one, int other) => _opposites.Contains((one, other)) || _opposites.Contains((other, one));

    /// <summary>Whether a piece with <paramref name="tag"/> has <paramref name="other"/> as well: violins are strings.</summary>
    public bool Implies(int tag, int other) => _phrases[tag].Implies.Contains(other);

    private static TagLanguage Read(StrictJson json)
    {
        json.Text("note");
        var vocabulary = TagVocabulary.Default;
        var phrases = new TagPhrase[vocabulary.Count];
        void ReadKind(string key, TagKind kind, Func<StrictJson, int, TagPhrase> read)
        {
            var (start, count) = vocabulary.RangeOf(kind);
            json.Object(key, tags =>
            {
                for (var tag = start; tag < start + count; tag++)
                    phrases[tag] = tags.Object(vocabulary.Names[tag], phrase => read(phrase, tag));
                return true;
            });
        }
        ReadKind("instruments", TagKind.Instrument, (phrase, tag) => new TagPhrase(
            tag, phrase.Text("with"), phrase.Text("the"), phrase.Flag("plural"), [], "", Tags(phrase, "implies"), phrase.Texts("also")));
        ReadKind("genres", TagKind.Genre, (phrase, tag) => new TagPhrase(
            tag, phrase.Text("adjective"), phrase.Text("noun"), false, phrase.Texts("pieces"), "", Tags(phrase, "implies"),
            phrase.Texts("also")));
        ReadKind("moods", TagKind.Mood, (phrase, tag) => new TagPhrase(
            tag, phrase.Text("adjective"), phrase.Text("noun"), false, [], phrase.Text("family"), [], phrase.Texts("also")));
        return new TagLanguage(phrases, [.. Pairs(json, "opposites")], json.Texts("silent").ToHashSet());
    }

    /// <summary>Pairs of tags, each written as two names with a space between.</summary>
    internal static IEnumerable<(int First, int Second)> Pairs(StrictJson json, string key) => json.Texts(key).Select(pair =>
        pair.Split(' ') is [var first, var second]
            ? (TagVocabulary.Default.IndexOf(first), TagVocabulary.Default.IndexOf(second))
            : throw json.Error("two tags", $"'{pair}'"));

    private static IReadOnlyList<int> Tags(StrictJson json, string key) => [.. json.Texts(key).Select(TagVocabulary.Default.IndexOf)];
}
