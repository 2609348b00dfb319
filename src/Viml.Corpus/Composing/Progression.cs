using Viml.Corpus.Genres;

namespace Viml.Corpus.Composing;

/// <summary>
/// Chord progressions in roman numerals separated by spaces: upper case major, lower case minor; a leading 'b' counts down from the major
/// scale, otherwise the degree is that of the key's mode (VI in minor is the flat sixth). Endings: 7, maj7, 9, 7b5, dim, sus4, 5.
/// </summary>
internal static class Progression
{
    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI", "VII"];

    /// <summary>The chords of a progression in a key (tonic pitch class).</summary>
    public static Chord[] Parse(string text, int key, bool major, Harmony harmony) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(symbol => ParseChord(symbol, key, major, harmony))];

    private static Chord ParseChord(string symbol, int key, bool major, Harmony harmony)
    {
        var flat = symbol[0] == 'b';
        var start = flat ? 1 : 0;
        var end = start;
        while (end < symbol.Length && "IViv".Contains(symbol[end])) end++;
        var numeral = symbol[start..end];
        var degree = Array.IndexOf(Numerals, numeral.ToUpperInvariant());
        if (degree < 0) throw new FormatException($"'{symbol}' is not a chord: a roman numeral I to VII is expected.");
        var isMajor = char.IsUpper(numeral[0]);
        var steps = flat ? Scales.Ionian[degree] - 1 : (major ? Scales.Ionian : Scales.Aeolian)[degree];
        return new Chord((key + steps + 12) % 12, Intervals(symbol[end..], isMajor, degree, harmony));
    }

    private static int[] Intervals(string ending, bool major, int degree, Harmony harmony)
    {
        if (harmony == Harmony.Power) return [0, 7];
        var third = major ? 4 : 3;
        return ending switch
        {
            "" when harmony == Harmony.Sevenths => major && degree != 4 ? [0, 4, 7, 11] : [0, third, 7, 10],
            "" => [0, third, 7],
            "7" => [0, third, 7, 10],
            "maj7" => [0, 4, 7, 11],
            "9" => [0, third, 7, 10, 14],
            "7b5" => [0, 3, 6, 10],
            "dim" => [0, 3, 6],
            "sus4" => [0, 5, 7],
            "5" => [0, 7],
            _ => throw new FormatException($"Unknown chord ending '{ending}'. Known: 7, maj7, 9, 7b5, dim, sus4, 5."),
        };
    }
}
