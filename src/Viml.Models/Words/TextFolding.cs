using System.Text;

namespace Viml.Models.Words;

/// <summary>
/// Folds spellings that mean the same word: letter case, full-width forms, ligatures, Latin accents, combining marks, typographic quotes.
/// Done by a table of our own instead of the platform's Unicode normalisation, which depends on ICU data and does nothing in
/// invariant-globalization mode: hashes of words must be the same on every machine.
/// </summary>
internal static class TextFolding
{
    // Latin-1 and Latin Extended-A letters beside what they become, for the letters whose base is one ASCII letter.
    private const string Accented = "àáâãäåāăąçćĉċčďđèéêëēĕėęěĝğġģĥħìíîïĩīĭįıĵķĺļľŀłñńņňòóôõöøōŏőŕŗřśŝşšţťŧùúûüũūŭůűųŵýÿŷźżž";
    private const string Plain = "aaaaaaaaacccccddeeeeeeeeegggghhiiiiiiiiijklllllnnnnooooooooorrrsssstttuuuuuuuuuuwyyyzzz";

    private static readonly Dictionary<char, string> Table = BuildTable();

    /// <summary>The folded text. Broken surrogates become the replacement character, which is no letter.</summary>
    public static string Fold(ReadOnlySpan<char> text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (!lower.IsBmp)
            {
                folded.Append(lower.ToString());
                continue;
            }
            var letter = (char)lower.Value;
            if (letter is >= '\uFF01' and <= '\uFF5E') // full-width forms of ! to ~
                letter = char.ToLowerInvariant((char)(letter - 0xFEE0));
            if (letter is (>= '\u0300' and <= '\u036F') or '\u00AD' or '\u200B' or '\u200C' or '\uFE0F' or '\uFEFF')
                continue; // combining marks and characters of no width
            if (letter < 128)
                folded.Append(letter);
            else if (Table.TryGetValue(letter, out var plain))
                folded.Append(plain);
            else
                folded.Append(letter);
        }
        return folded.ToString();
    }

    private static Dictionary<char, string> BuildTable()
    {
        var table = new Dictionary<char, string>
        {
            ['æ'] = "ae", ['œ'] = "oe", ['ß'] = "ss", ['þ'] = "th", ['ð'] = "d", ['ĳ'] = "ij", ['ﬀ'] = "ff", ['ﬁ'] = "fi", ['ﬂ'] = "fl",
            ['ﬃ'] = "ffi", ['ﬄ'] = "ffl", ['’'] = "'", ['‘'] = "'", ['ʼ'] = "'", ['–'] = "-", ['—'] = "-", ['‑'] = "-",
        };
        for (var i = 0; i < Accented.Length; i++)
            table[Accented[i]] = Plain[i].ToString();
        return table;
    }
}
