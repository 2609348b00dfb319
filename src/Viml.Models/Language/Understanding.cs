namespace Viml.Models.Language;

/// <summary>How much of a request in words is understood.</summary>
public enum UnderstandingLevel
{
    /// <summary>Every word.</summary>
    Known,

    /// <summary>Some words.</summary>
    Partly,

    /// <summary>Nothing that says how music should sound: no words, only little words, or only unknown ones.</summary>
    Unknown,

    /// <summary>It is not English.</summary>
    OtherLanguage,
}

/// <summary>What of a request is understood, so that an answer never gives reasons for words it did not understand.</summary>
/// <param name="Level">How much.</param>
/// <param name="Language">The language it is in, or several that it may be, where that is not English.</param>
/// <param name="Unknown">The words that are not understood, in their order.</param>
/// <param name="Translated">The words of another language that are understood.</param>
/// <param name="English">For another language: the translated words, to be read in place of the text; empty where there are none.</param>
public sealed record Understanding(
    UnderstandingLevel Level, string? Language, IReadOnlyList<TextSpan> Unknown, IReadOnlyList<Translation> Translated, string English)
{
    private static MusicLexicon Lexicon => MusicLexicon.Default;

    /// <summary>Judges a request that was read.</summary>
    /// <param name="query">What was read.</param>
    /// <param name="found">Those of its names that the library has music by. Others count only if the table of artists has them.</param>
    public static Understanding Of(ParsedQuery query, IReadOnlyCollection<NamedPart>? found = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        var words = QueryWord.Split(query.Text);
        var guess = LanguageGuess.Of(query.Text, words, Lexicon);
        if (guess.Name is not null) return Foreign(query.Text, words, guess);

        var names = query.Names.Where(name => found?.Contains(name) == true || Lexicon.Artist(name.Text) is not null);
        var known = names.Select(name => name.Span).Concat(query.Corrections.Select(correction => correction.Span)).ToList();
        var content = words.Where(word => !word.IsLittle() && !(word.Text.Length == 1 && char.IsAsciiLetter(word.Text[0]))).ToList();
        var unknown = content.Where(word => !IsKnown(word)).Select(word => word.Span)
            .Where(span => !known.Exists(part => part.Covers(span))).ToList();
        var isPhrase = content.Count == 0 // "r and b", "beat"
            && words.Index().Any(word => Lexicon.At(words, word.Index) is { Count: > 1 } or { Tag: not null });
        var level = isPhrase ? UnderstandingLevel.Known
            : unknown.Count == content.Count ? UnderstandingLevel.Unknown
            : unknown.Count > 0 ? UnderstandingLevel.Partly
            : UnderstandingLevel.Known;
        return new Understanding(level, null, unknown, [], "");
    }

    private static Understanding Foreign(string text, List<QueryWord> words, LanguageGuess guess)
    {
        var translated = new List<Translation>();
        var unknown = new List<TextSpan>();
        foreach (var word in words)
        {
            var meaning = guess.Candidates.Select(language => language.Translate(word.Text)).FirstOrDefault(english => english is not null);
            var isLittle = guess.Candidates.Any(language => language.HasFunctionWord(word.Text));
            if (meaning is null && !isLittle && (word.Text == "music" || Lexicon.MusicWords.Contains(word.Text)))
                meaning = word.Text; // English words are used everywhere
            if (meaning is not null) translated.Add(new Translation(word.Span.Of(text), meaning, word.Span));
            else if (!isLittle) unknown.Add(word.Span);
        }
        var all = string.Join(' ', translated.Select(word => word.English));
        return new Understanding(UnderstandingLevel.OtherLanguage, guess.Name, unknown, translated, all);
    }

    private static bool IsKnown(QueryWord word) => word.IsReplaced || Lexicon.Words.Contains(word.Text)
        || EnglishWords.Default.Contains(word.Text) || (char.IsDigit(word.Text[0]) && word.Text.Length <= 8);
}

/// <summary>A word of another language.</summary>
/// <param name="Word">As it stands in the text.</param>
/// <param name="English">What it means.</param>
/// <param name="Span">Where it stands.</param>
public sealed record Translation(string Word, string English, TextSpan Span);
