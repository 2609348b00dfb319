namespace Viml.Models.Language;

/// <summary>
/// Reads a request in words by rules: which parts of it exclude something ("no vocals", "not too fast", "anything but jazz"), whose names are in it
/// ("like Hans Zimmer"), and which words are misspelt. No model takes part. Immutable, thread-safe; the work grows with the length of the text alone.
/// </summary>
public sealed class QueryParser
{
    private const float WholeStrength = 1;
    private const float WeakStrength = 0.6f; // "not too fast" may still be rather fast
    private const float LessStrength = 0.5f; // "less drums" are some drums
    private static readonly Lazy<QueryParser> Embedded = new(() => new QueryParser(MusicLexicon.Default, EnglishWords.Default));

    private readonly MusicLexicon _lexicon;
    private readonly SpellingCorrector _spelling;
    private readonly NameFinder _names;
    private readonly ExclusionFinder _exclusions;

    private QueryParser(MusicLexicon lexicon, EnglishWords english)
    {
        _lexicon = lexicon;
        _spelling = SpellingCorrector.Default;
        _names = new NameFinder(lexicon, english);
        _exclusions = new ExclusionFinder(lexicon, english, ExclusionCues.Default);
    }

    /// <summary>The parser that comes with the program.</summary>
    public static QueryParser Default => Embedded.Value;

    /// <summary>Reads a text.</summary>
    /// <param name="text">Any string: any script, any length, even broken surrogates.</param>
    /// <param name="alsoExcluded">What else the music should do without, such as the value of an option: "drums", "drums and vocals".</param>
    public ParsedQuery Parse(string text, params IEnumerable<string> alsoExcluded)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(alsoExcluded);
        var words = QueryWord.Split(text);
        var isForeign = LanguageGuess.Of(text, words, _lexicon).Name is not null; // then neither capitals nor unknown words mean much
        var names = _names.Find(text, words).Where(name => !isForeign || name.Kind != NameKind.Mentioned || _lexicon.Artist(name.Text) is not null).ToList();
        var corrections = isForeign ? [] : Correct(text, words, names);
        var found = _exclusions.Find(words);
        var excluded = found.Where(part => part.Object is not null)
            .Select(part => new ExcludedPart(part.Object!, Strength(part), part.Span))
            .Concat(alsoExcluded.SelectMany(ReadOption))
            .ToList();
        return new ParsedQuery(text, WantedText.Of(text, words, found), excluded, [.. names.Where(name => !found.Any(part => part.Covers(name.Span)))], corrections);
    }

    /// <summary>The parts of an option's value, which may itself begin with "no".</summary>
    private IEnumerable<ExcludedPart> ReadOption(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var words = QueryWord.Split(value);
        Correct(value, words, []);
        var first = 0;
        for (var at = 0; at <= words.Count; at++)
        {
            var ends = at == words.Count || words[at].Text is "and" or "or" or "nor" || (at > first && words[at].Break >= WordBreak.Slash);
            if (!ends || InPhrase(words, at)) continue;
            var part = string.Join(' ', words[first..at].Select(word => word.Text).SkipWhile(word => word is "no" or "not" or "without" or "and" or "or" or "nor"));
            if (part.Length > 0) yield return new ExcludedPart(part, WholeStrength, null);
            first = at;
        }
    }

    // "drum and bass" is one thing
    private bool InPhrase(List<QueryWord> words, int at) => at < words.Count && _lexicon.All(words).Any(match => match.First < at && at < match.End);

    private List<Correction> Correct(string text, List<QueryWord> words, List<NamedPart> names)
    {
        var corrections = new List<Correction>();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (names.Any(name => name.Span.Covers(word.Span)) || _spelling.Correct(word.Text) is not { } right) continue;
            corrections.Add(new Correction(word.Span.Of(text), right, word.Span));
            words[at] = word with { Text = right, IsReplaced = true };
        }
        return corrections;
    }

    private static float Strength(Exclusion part) => part.Force switch
    {
        ExclusionForce.Less => LessStrength,
        ExclusionForce.Weak => WeakStrength,
        _ => WholeStrength,
    };
}
