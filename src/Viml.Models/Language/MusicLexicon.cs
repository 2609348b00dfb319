using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>A phrase of a text that the lexicon knows.</summary>
/// <param name="First">Index of its first word.</param>
/// <param name="Count">Number of its words.</param>
/// <param name="Tag">The tag it names, or null.</param>
/// <param name="Association">The association it belongs to where it names no tag.</param>
/// <param name="IsAmbiguous">Whether it means the tag only beside other words about music.</param>
internal readonly record struct LexiconMatch(int First, int Count, int? Tag, Association? Association, bool IsAmbiguous)
{
    public int End => First + Count;

    /// <summary>Whether it is something music can be without: a place or a scene is not.</summary>
    public bool CanBeExcluded => Association is null ||
        Association.Kind is not (AssociationKind.Activity or AssociationKind.Place or AssociationKind.Scene);

    /// <summary>Whether it says how the music is, so that a noun may follow: sad piano, slow jazz.</summary>
    public bool IsQuality => Tag is { } tag
        ? TagVocabulary.Default.KindOf(tag) == TagKind.Mood
        : Association!.Kind switch
        {
            AssociationKind.Feeling or AssociationKind.Era => true,
            AssociationKind.Sound => !IsHeard(Association.Weights.Span),
            _ => false,
        };

    /// <summary>Whether it speaks about music and nothing else.</summary>
    public bool IsAboutMusic => Association is null or { Kind: AssociationKind.Style or AssociationKind.Sound or AssociationKind.Artist };

    // horns and rhythms are things, fast and loud are qualities
    private static bool IsHeard(ReadOnlySpan<float> weights)
    {
        var strongest = System.Numerics.Tensors.TensorPrimitives.IndexOfMaxMagnitude(weights);
        return TagVocabulary.Default.KindOf(strongest) == TagKind.Instrument;
    }
}

/// <summary>
/// Finds the words for tags and the phrases of the associations in a text: the longest first, in any inflection. Immutable, thread-safe.
/// </summary>
internal sealed class MusicLexicon
{
    private static readonly Lazy<MusicLexicon> Embedded =
        new(() => new MusicLexicon(TagWords.Default, AssociationTable.Default, EnglishWords.Default));

    private readonly Dictionary<string, LexiconMatch> _entries = [];
    private readonly Dictionary<string, Association> _names = [];
    private readonly HashSet<string> _words = [];
    private readonly HashSet<string> _musicWords = [];
    private readonly int _longest;

    public MusicLexicon(IReadOnlyList<TagWords> tags, IReadOnlyList<Association> associations, EnglishWords english)
    {
        foreach (var tag in tags)
        {
            foreach (var phrase in tag.Words) Add(phrase, new LexiconMatch(0, 0, tag.Tag, null, false));
            foreach (var phrase in tag.Ambiguous) Add(phrase, new LexiconMatch(0, 0, tag.Tag, null, true));
        }
        foreach (var association in associations)
        {
            foreach (var phrase in association.Phrases)
            {
                var key = QueryWord.Key(phrase);
                var isArtist = association.Kind == AssociationKind.Artist;
                if (isArtist) _names.TryAdd(key, association);
                if (isArtist && english.IsCommon(key)) continue; // "yes" and "air" are bands only where a name is expected
                Add(phrase, new LexiconMatch(0, 0, null, association, false));
            }
        }
        _longest = _entries.Keys.Concat(_names.Keys).Max(key => key.Count(letter => letter == ' ') + 1);
    }

    /// <summary>The lexicon that comes with the program.</summary>
    public static MusicLexicon Default => Embedded.Value;

    /// <summary>Every single word of every phrase, for spelling.</summary>
    public IReadOnlySet<string> Words => _words;

    /// <summary>Those of them that stand in phrases about the music itself.</summary>
    public IReadOnlySet<string> MusicWords => _musicWords;

    /// <summary>The longest phrase that begins at a word, or null. It never runs across a comma or a full stop.</summary>
    public LexiconMatch? At(IReadOnlyList<QueryWord> words, int first)
    {
        for (var count = LongestAt(words, first); count > 0; count--)
            foreach (var key in Forms(words, first, count))
                if (_entries.TryGetValue(key, out var match))
                    return match with { First = first, Count = count };
        return null;
    }

    /// <summary>The longest artist's name that begins at a word, in number of words, or 0.</summary>
    public int NameAt(IReadOnlyList<QueryWord> words, int first)
    {
        for (var count = LongestAt(words, first); count > 0; count--)
            if (_names.ContainsKey(words.Text(first, first + count)))
                return count;
        return 0;
    }

    /// <summary>The association of an artist's name, or null.</summary>
    public Association? Artist(string name) => _names.GetValueOrDefault(QueryWord.Key(name));

    private void Add(string phrase, LexiconMatch match)
    {
        var words = QueryWord.Split(phrase).Select(word => word.Text).ToList();
        _entries.TryAdd(string.Join(' ', words), match);
        _words.UnionWith(words);
        if (match.Association is null or { Kind: AssociationKind.Style or AssociationKind.Sound or AssociationKind.Feeling })
            _musicWords.UnionWith(words);
    }

    private int LongestAt(IReadOnlyList<QueryWord> words, int first)
    {
        var count = 1;
        while (count < _longest && words.GoesOnAt(first + count)) count++;
        return count;
    }

    // as it is written, and with the last word in another form: guitar riffs, dancing dogs
    private static IEnumerable<string> Forms(IReadOnlyList<QueryWord> words, int first, int count)
    {
        var written = words.Text(first, first + count);
        yield return written;
        var last = words[first + count - 1].Text;
        if (count == 1 && FunctionWords.English.Contains(last)) yield break;
        foreach (var stem in EnglishWords.Stems(last))
            yield return written[..^last.Length] + stem;
        yield return written + "s";
    }
}
