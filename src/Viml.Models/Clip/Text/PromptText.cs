using System.Globalization;
using System.Net;
using System.Text;

namespace Viml.Models.Clip.Text;

/// <summary>
/// What CLIP does to a text before byte pairs are formed: composed characters, HTML entities resolved twice, white space evened out, lower
/// case; then pieces. The original repairs wrong encodings with ftfy where we compose characters: on text that is not damaged both give the
/// same.
/// </summary>
internal static class PromptText
{
    /// <summary>A piece that starts a text; never formed from ordinary characters.</summary>
    public const string StartToken = "<|startoftext|>";

    /// <summary>A piece that ends a text.</summary>
    public const string EndToken = "<|endoftext|>";

    private static readonly string[] Contractions = ["'s", "'t", "'re", "'ve", "'m", "'ll", "'d"];

    /// <summary>The cleaned text, in lower case, without white space at its ends.</summary>
    public static string Clean(string text)
    {
        var resolved = WebUtility.HtmlDecode(WebUtility.HtmlDecode(CanonicalComposition.Compose(text)));
        var runes = resolved.EnumerateRunes().ToArray(); // Unpaired surrogates become U+FFFD.
        var clean = new StringBuilder(resolved.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            if (!IsSpace(runes[i]))
                AppendLower(runes, i, clean);
            else if (clean.Length > 0 && clean[^1] != ' ')
                clean.Append(' ');
        }
        return clean.ToString().TrimEnd(' ');
    }

    /// <summary>
    /// Cuts a cleaned text, from left to right: the two special tokens, English contractions, runs of letters, single digits, runs of
    /// anything else.
    /// </summary>
    public static IEnumerable<string> Pieces(string clean)
    {
        for (var at = 0; at < clean.Length;)
        {
            if (clean[at] == ' ')
            {
                at++;
                continue;
            }
            var length = PieceLength(clean, at);
            yield return clean.Substring(at, length);
            at += length;
        }
    }

    private static int PieceLength(string text, int at)
    {
        foreach (var fixedPiece in Contractions.Prepend(EndToken).Prepend(StartToken))
            if (string.CompareOrdinal(text, at, fixedPiece, 0, fixedPiece.Length) == 0)
                return fixedPiece.Length;
        var kind = KindAt(text, at, out var length);
        if (kind == Kind.Number)
            return length;
        var end = at + length;
        while (end < text.Length && KindAt(text, end, out length) == kind)
            end += length;
        return end - at;
    }

    private static Kind KindAt(string text, int at, out int length)
    {
        var rune = Rune.GetRuneAt(text, at);
        length = rune.Utf16SequenceLength;
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.OtherLetter => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => rune.Value == ' ' ? Kind.Space : Kind.Other,
        };
    }

    // The control characters that separate fields and records count as white space, as in Python.
    private static bool IsSpace(Rune rune) => Rune.IsWhiteSpace(rune) || rune.Value is >= 0x1C and <= 0x1F;

    // Lower case with the two rules of Unicode's SpecialCasing that hold in every language.
    private static void AppendLower(Rune[] runes, int at, StringBuilder lower)
    {
        if (runes[at].Value == 'İ')
            lower.Append("i\u0307");
        else if (runes[at].Value == 'Σ')
            lower.Append(IsCased(runes, at, -1) && !IsCased(runes, at, 1) ? 'ς' : 'σ');
        else
            lower.Append(Rune.ToLowerInvariant(runes[at]).ToString());
    }

    // Whether the nearest neighbour in one direction, marks and apostrophes left out, is a letter with case.
    private static bool IsCased(Rune[] runes, int at, int direction)
    {
        for (at += direction; at >= 0 && at < runes.Length; at += direction)
        {
            var category = Rune.GetUnicodeCategory(runes[at]);
            if (category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter)
                return true;
            var isPassedOver = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol || runes[at].Value is '\'' or '’' or '.' or ':' or '·';
            if (!isPassedOver)
                return false;
        }
        return false;
    }

    private enum Kind
    {
        Letter,
        Number,
        Other,
        Space,
    }
}
