using System.Globalization;
using System.Text;
using Viml.Models.Words;

namespace Viml.Models.Language;

/// <summary>What stands between a word and the one before it.</summary>
internal enum WordBreak
{
    Space,
    Hyphen,
    Slash,
    Minus, // " -drums", as in a search box; it hides what else stands there
    Comma,
    Stop,
}

/// <summary>A word of a query.</summary>
/// <param name="Text">Lower case, without accents and possessive endings.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Break">What stands before it; <see cref="WordBreak.Stop"/> for the first word.</param>
/// <param name="IsCapital">Whether it begins with a capital letter.</param>
/// <param name="IsReplaced">Whether another word stands there: a misspelt one, or a pictogram.</param>
internal readonly record struct QueryWord(string Text, TextSpan Span, WordBreak Break, bool IsCapital, bool IsReplaced = false)
{
    /// <summary>Whether only a space, a hyphen or a slash parts it from the word before.</summary>
    public bool Continues => Break < WordBreak.Minus;

    private const string Commas = ",;:()[]|-–—\"“”«»、，";
    private const int Most = 1000; // a request is shorter; what comes behind is not read

    /// <summary>
    /// Splits a text into its words, a thousand at most. Numbers and pictograms are words, and so are signs for "and"; every other sign
    /// only separates.
    /// </summary>
    public static List<QueryWord> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<QueryWord>();
        var between = WordBreak.Stop;
        for (var at = 0; at < text.Length && words.Count < Most;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
            if (Rune.IsLetterOrDigit(rune))
            {
                var behind = EndOfWord(text, at);
                var word = Normal(TextFolding.Fold(text.AsSpan(at, behind - at)));
                words.Add(new QueryWord(word, new TextSpan(at, behind - at), between, Rune.IsUpper(rune)));
                (at, between) = (behind, WordBreak.Space);
                continue;
            }
            var meanings = Meaning(rune);
            var end = at + length;
            while (meanings.Length > 0 && end < text.Length && Pictograms.IsModifier(text, end, out var more)) end += more;
            foreach (var meaning in meanings)
            {
                words.Add(new QueryWord(meaning, new TextSpan(at, end - at), between, false, IsReplaced: true));
                between = WordBreak.Space;
            }
            between = Stronger(between, BreakOf(text, at, rune));
            at = end;
        }
        return words;
    }

    /// <summary>The words of a phrase of our own data, as a key of a dictionary.</summary>
    public static string Key(string phrase) => string.Join(' ', Split(phrase).Select(word => word.Text));

    private static string[] Meaning(Rune rune) => rune.Value is '&' or '+' ? ["and"] : Pictograms.Meaning(rune);

    private static int EndOfWord(string text, int start)
    {
        var end = start;
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(end), out var rune, out var length);
            var joins = rune.Value is '\'' or '’' or '&' && end > start && end + 1 < text.Length && char.IsLetterOrDigit(text[end + 1]);
            if (!joins && !IsLetter(rune)) break;
            end += length;
        }
        return end;
    }

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // children's -> children, 80's -> 80s; it's, let's and what's stay what they are
    private static string Normal(string word) => word switch
    {
        "it's" or "that's" or "there's" or "let's" or "he's" or "she's" or "who's" or "what's" => word,
        _ when word.EndsWith("'s", StringComparison.Ordinal) => char.IsDigit(word[0]) ? word[..^2] + "s" : word[..^2],
        _ => word,
    };

    private static WordBreak BreakOf(string text, int at, Rune rune)
    {
        bool Is(int index, Func<char, bool> kind) => index >= 0 && index < text.Length && kind(text[index]);
        switch (rune.Value)
        {
            case '.' when Is(at + 1, char.IsLetterOrDigit) || IsShortened(text, at):
                return WordBreak.Space;
            case '.' or '!' or '?' or '\n' or '\r' or '。' or '！' or '？':
                return WordBreak.Stop;
            case '/' or '\\':
                return WordBreak.Slash;
            case '-' or '‑' when Is(at - 1, char.IsLetterOrDigit) && Is(at + 1, char.IsLetterOrDigit):
                return WordBreak.Hyphen;
            case '-' when (at == 0 || Is(at - 1, char.IsWhiteSpace)) && Is(at + 1, char.IsLetter):
                return WordBreak.Minus;
            default:
                return Commas.Contains(rune.ToString()) ? WordBreak.Comma : WordBreak.Space;
        }
    }

    // Dr. Mr. St. No. vs.
    private static bool IsShortened(string text, int at) =>
        at >= 2 && text[(at - 2)..at].ToLowerInvariant() is "dr" or "mr" or "ms" or "st" or "no" or "vs";

    private static WordBreak Stronger(WordBreak before, WordBreak now) => now == WordBreak.Minus || now > before ? now : before;
}
