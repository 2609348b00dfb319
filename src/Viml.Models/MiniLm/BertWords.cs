using System.Globalization;
using System.Text;
using Viml.Models.Clip.Text;

namespace Viml.Models.MiniLm;

/// <summary>
/// The words of a text as uncased BERT cuts them (Devlin et al. 2019): control characters removed, letters small and without accents,
/// punctuation and CJK ideographs words of their own. Accents are found by a table of our own, because the platform's normalisation does
/// nothing in invariant-globalization mode.
/// </summary>
internal static class BertWords
{
    /// <summary>Code points of the longest word that is looked up; longer ones come shortened, but longer than this.</summary>
    public const int Longest = 100;

    private const int FirstDecomposable = 0xC0;

    /// <summary>One word after the other, so that who needs only the first may stop.</summary>
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        var parts = new List<int>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsRemoved(rune))
                continue;
            parts.Clear();
            if (rune.Value < FirstDecomposable)
                parts.Add(rune.Value);
            else
                CanonicalComposition.Decompose(rune.Value, parts);
            foreach (var part in parts.Select(point => new Rune(point)))
            {
                var category = Rune.GetUnicodeCategory(part);
                if (category == UnicodeCategory.NonSpacingMark)
                    continue;
                var lower = Rune.ToLowerInvariant(part).ToString();
                var isSpace = Rune.IsWhiteSpace(part);
                if (!isSpace && !IsIdeograph(rune.Value) && !IsPunctuation(part, category))
                {
                    if (word.Length <= 2 * Longest)
                        word.Append(lower);
                    continue;
                }

                if (word.Length > 0)
                    yield return word.ToString();
                word.Clear();
                if (!isSpace)
                    yield return lower;
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static bool IsRemoved(Rune rune) =>
        rune.Value is 0xFFFD ||
        (rune.Value is not ('\t' or '\n' or '\r')
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse);

    // Of ASCII, symbols such as $ and + count too.
    private static bool IsPunctuation(Rune rune, UnicodeCategory category) =>
        category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation
            || (rune.IsAscii && !Rune.IsLetterOrDigit(rune));

    private static bool IsIdeograph(int point) => point is
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or
        (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);
}
