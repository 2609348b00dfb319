using System.Text;

namespace Viml.Models.Language;

/// <summary>In which language a text is written, as far as its script and its words show.</summary>
/// <param name="Name">The language, or several that it may be ("Spanish or Italian"); null where nothing speaks against English.</param>
/// <param name="Candidates">Those of them whose words are known.</param>
internal sealed record LanguageGuess(string? Name, IReadOnlyList<ForeignLanguage> Candidates)
{
    private const double LetterWeight = 0.3; // a, o and y are words of many languages

    private static readonly (int First, int Last, string Language)[] Scripts =
    [
        (0x0370, 0x03FF, "Greek"), (0x1F00, 0x1FFF, "Greek"), (0x0400, 0x052F, "Russian"), (0x0530, 0x058F, "Armenian"),
        (0x0590, 0x05FF, "Hebrew"), (0x0600, 0x077F, "Arabic"), (0x0900, 0x097F, "Hindi"), (0x0980, 0x09FF, "Bengali"),
        (0x0A00, 0x0DFF, "an Indian language"), (0x0E00, 0x0E7F, "Thai"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Korean"),
        (0xAC00, 0xD7AF, "Korean"), (0x3040, 0x30FF, "Japanese"), (0x3400, 0x4DBF, "Chinese"), (0x4E00, 0x9FFF, "Chinese"),
        (0xF900, 0xFAFF, "Chinese"), (0x20000, 0x3134F, "Chinese"),
    ];

    /// <summary>Guesses from the script, and in Latin script from the words: the language must have more of them than English.</summary>
    public static LanguageGuess Of(string text, IReadOnlyList<QueryWord> words, MusicLexicon lexicon)
    {
        if (ByScript(text) is { } script) return new LanguageGuess(script, []);
        var typed = words.Where(word => !word.IsReplaced).Select(word => word.Text).ToList();
        var ours = words.Where(word => !word.IsReplaced).Sum(word => EnglishWeight(word, text, lexicon));
        double Score(ForeignLanguage language) => typed.Where(language.Knows).Sum(word => word.Length == 1 ? LetterWeight : 1);
        var scores = Languages.All.Select(Score).ToList();
        var best = scores.Max();
        if (best <= ours) return new LanguageGuess(null, []);
        var candidates = Languages.All.Where((_, index) => scores[index] == best).ToList();
        var names = candidates.Select(language => language.Name).ToList();
        return new LanguageGuess(Join(names), candidates);
    }

    private static double EnglishWeight(QueryWord word, string text, MusicLexicon lexicon)
    {
        if (word.Text.Length == 1) return LetterWeight;
        var hasAccent = word.Span.Of(text).Any(letter => char.IsLetter(letter) && !char.IsAscii(letter));
        if (!hasAccent && (EnglishWords.Default.Contains(word.Text) || lexicon.At([word], 0) is not null)) return 1;
        if (!hasAccent && SpellingCorrector.Default.IsNearMusic(word.Text)) return 0.75; // gitar is Turkish, or a slip
        return lexicon.Words.Contains(word.Text) ? 0.5 : 0; // names of artists are made of words of all languages
    }

    private static string Join(List<string> names) => names.Count switch
    {
        1 => names[0],
        2 or 3 => $"{string.Join(", ", names[..^1])} or {names[^1]}",
        _ => $"{names[0]}, {names[1]} or another language",
    };

    private static string? ByScript(string text)
    {
        var (letters, others) = (0, new Dictionary<string, int>());
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune)) continue;
            letters++;
            if (Language(rune.Value) is { } language) others[language] = others.GetValueOrDefault(language) + 1;
        }
        if (others.Count == 0 || others.Values.Sum() * 2 < letters) return null;
        if (others.ContainsKey("Japanese")) return "Japanese"; // which has Chinese signs among its own
        return others.MaxBy(other => other.Value).Key;
    }

    private static string? Language(int value)
    {
        foreach (var (first, last, language) in Scripts)
            if (value >= first && value <= last)
                return language;
        return null;
    }
}
