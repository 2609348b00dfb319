namespace Viml.Models.Language;

/// <summary>
/// Reads a request in words by rules: which parts of it exclude something ("no vocals", "not too fast", "anything but jazz"), whose names
/// are in it ("like Hans Zimmer"), and which words are misspelt. No model takes part. Immutable, thread-safe. Of a very long text only the
/// first thousand words are read.
/// </summary>
public sealed class QueryParser
{
    private const float WeakStrength = 0.6f; // "not too fast" may still be rather fast
    private const float LessStrength = 0.5f; // "less drums" are some drums
    private static readonly Lazy<QueryParser> Embedded = new(() => new QueryParser(MusicLexicon.Default, EnglishWords.Default));

    private readonly MusicLexicon _lexicon;
    private readonly NameFinder _names;
    private readonly ExclusionFinder _exclusions;

    private QueryParser(MusicLexicon lexicon, EnglishWords english)
    {
        _lexicon = lexicon;
        _names = new NameFinder(lexicon, english);
        _exclusions = new ExclusionFinder(lexicon, english, ExclusionCues.Default);
    }

    /// <summary>The parser that comes with the program.</summary>
    public static QueryParser Default => Embedded.Value;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Any string: any script, any length, even broken surrogates.</param>
    /// <param name="alsoExcluded">What else the music should do without, such as values of an option: "drums", "drums and vocals".</param>
    public ParsedQuery Parse(string text, params IEnumerable<string> alsoExcluded)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(alsoExcluded);
        var words = QueryWord.Split(text);
        var isForeign = LanguageGuess.Of(text, words, _lexicon).Name is not null; // then capitals and unknown words mean nothing
        var names = _names.Find(text, words);
        if (isForeign) names.RemoveAll(name => name.Kind == NameKind.Mentioned && _lexicon.Artist(name.Text) is null);
        var corrections = isForeign ? [] : Correct(text, words, names);
        var found = _exclusions.Find(words);
        names.RemoveAll(name => found.Exists(part => part.Covers(name.Span)));
        var excluded = found.Where(part => part.Object is not null)
            .Select(part => new ExcludedPart(part.Object!, Strength(part), part.Span))
            .Concat(alsoExcluded.SelectMany(ReadOption));
        return new ParsedQuery(text, WantedText.Of(text, words, found), [.. excluded], names, corrections);
    }

    /// <summary>The parts of an option's value, which may itself begin with "no".</summary>
    private IEnumerable<ExcludedPart> ReadOption(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var words = QueryWord.Split(value);
        Correct(value, words, []);
        var first = 0;
        for (var at = 1; at <= words.Count; at++)
        {
            var ends = at == words.Count || IsLink(words[at]) || words[at].Break >= WordBreak.Slash;
            if (!ends || _lexicon.At(words, first)?.End > at) continue; // "drum and bass" is one thing
            while (first < at && IsLink(words[first])) first++;
            if (first < at) yield return new ExcludedPart(words.Text(first, at), 1, null);
            first = at;
        }
    }

    private static bool IsLink(QueryWord word) => word.Text is "and" or "or" or "nor" or "no" or "not" or "without";

    private static List<Correction> Correct(string text, List<QueryWord> words, List<NamedPart> names)
    {
        var corrections = new List<Correction>();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (names.Exists(name => name.Span.Covers(word.Span))) continue;
            if (SpellingCorrector.Default.Correct(word.Text) is not { } right) continue;
            corrections.Add(new Correction(word.Span.Of(text), right, word.Span));
            words[at] = word with { Text = right, IsReplaced = true };
        }
        return corrections;
    }

    private static float Strength(Exclusion part) => part.Force switch
    {
        ExclusionForce.Less => LessStrength,
        ExclusionForce.Weak => WeakStrength,
        _ => 1,
    };
}
