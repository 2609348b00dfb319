using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>Reads a misspelt word as the word about music that is nearest: acustic, gitar, saxaphone. Immutable, thread-safe.</summary>
/// <param name="lexicon">Whose words are known.</param>
/// <param name="english">Words that are no mistakes, whatever they mean.</param>
internal sealed class SpellingCorrector(MusicLexicon lexicon, EnglishWords english)
{
    private static readonly Lazy<SpellingCorrector> Embedded = new(() => new SpellingCorrector(MusicLexicon.Default, EnglishWords.Default));

    private readonly ILookup<int, string> _musical = ByLength(lexicon.MusicWords);
    private readonly ILookup<int, string> _others = ByLength(lexicon.Words.Except(lexicon.MusicWords));

    /// <summary>The corrector that comes with the program.</summary>
    public static SpellingCorrector Default => Embedded.Value;

    /// <summary>Whether the word may be a misspelt word about the music itself.</summary>
    public bool IsNearMusic(string word) => word.Length >= 4 && Nearest(word, _musical) is not null;

    /// <summary>What the word was meant to be; null where it is known, or no known word or more than one is near.</summary>
    public string? Correct(string word)
    {
        if (word.Length < 4 || !word.All(char.IsAsciiLetter) || english.Contains(word)) return null;
        if (lexicon.Words.Contains(word) || EnglishWords.Stems(word).Any(lexicon.Words.Contains)) return null;
        if (Nearest(word, _musical) is { } musical) return musical;
        return word.Length >= 6 && Nearest(word, _others) is { } other && IsSlip(word, other) ? other : null;
    }

    // one letter, or two that changed places: brithday
    private static bool IsSlip(string word, string known) =>
        EditDistance.Between(word, known) == 1 || word.Order().SequenceEqual(known.Order());

    private static string? Nearest(string word, ILookup<int, string> byLength)
    {
        var allowed = word.Length switch { < 6 => 1, < 10 => 2, _ => 3 };
        var (best, distance, isOnly) = (default(string), allowed + 1, false);
        for (var length = word.Length - 1; length <= word.Length + 1; length++) // people rarely miss more than one letter
        {
            foreach (var known in byLength[length])
            {
                if (known[0] != word[0]) continue; // nor the first
                var edits = EditDistance.Between(word, known);
                if (edits > distance || edits > allowed) continue;
                isOnly = edits < distance;
                (best, distance) = (known, edits);
            }
        }
        return isOnly ? best : null;
    }

    private static ILookup<int, string> ByLength(IEnumerable<string> words) =>
        words.Where(word => word.Length >= 4 && word.All(char.IsAsciiLetter)).Order(StringComparer.Ordinal).ToLookup(word => word.Length);
}
