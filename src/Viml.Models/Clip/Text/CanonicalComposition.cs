using System.Globalization;
using System.Text;

namespace Viml.Models.Clip.Text;

/// <summary>
/// Unicode normalisation form C (Unicode Standard Annex 15): canonical decomposition, marks in canonical order, then composition. From a
/// table of our own, because the platform's normalisation does nothing in invariant-globalization mode.
/// </summary>
internal static class CanonicalComposition
{
    // Everything below is composed already.
    private const int FirstAffected = 0x300;

    // Hangul syllables are composed by arithmetic (The Unicode Standard, section 3.12).
    private const int SyllableBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TrailBase = 0x11A7;
    private const int LeadCount = 19, VowelCount = 21, TrailCount = 28;

    private static readonly Lazy<Tables> Data = new(Read);

    /// <summary>The text in form C. Unpaired surrogates become U+FFFD.</summary>
    public static string Compose(string text)
    {
        var points = new List<int>(text.Length);
        var plain = true;
        foreach (var rune in text.EnumerateRunes())
        {
            plain &= rune.Value < FirstAffected;
            points.Add(rune.Value);
        }
        if (plain)
            return text;
        var parts = new List<int>(points.Count);
        foreach (var point in points)
            Decompose(point, parts);
        Order(parts);
        Compose(parts);
        var composed = new StringBuilder(text.Length);
        foreach (var point in parts)
            composed.Append(new Rune(point).ToString());
        return composed.ToString();
    }

    /// <summary>Adds the parts of the canonical decomposition of a character, in the order of the tables.</summary>
    internal static void Decompose(int point, List<int> parts)
    {
        var syllable = point - SyllableBase;
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount)
        {
            parts.Add(LeadBase + syllable / (VowelCount * TrailCount));
            parts.Add(VowelBase + syllable / TrailCount % VowelCount);
            if (syllable % TrailCount > 0)
                parts.Add(TrailBase + syllable % TrailCount);
        }
        else if (Data.Value.Decompositions.TryGetValue(point, out var inner))
        {
            foreach (var part in inner)
                Decompose(part, parts);
        }
        else
        {
            parts.Add(point);
        }
    }

    // Sorts each run of combining marks by class; equal classes keep their order.
    private static void Order(List<int> parts)
    {
        for (var start = 0; start < parts.Count; start++)
        {
            var end = start;
            while (end < parts.Count && Class(parts[end]) > 0)
                end++;
            if (end - start > 1)
            {
                var sorted = parts.GetRange(start, end - start).OrderBy(Class).ToList();
                for (var i = start; i < end; i++)
                    parts[i] = sorted[i - start];
            }
            start = Math.Max(start, end);
        }
    }

    // A character joins the last starter unless one of its own class, or a starter, stands between them.
    private static void Compose(List<int> parts)
    {
        var (starter, lastClass, kept) = (-1, 0, 0);
        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            var own = Class(part);
            var free = starter >= 0 && (starter == kept - 1 || lastClass < own && lastClass > 0);
            if (free && Pair(parts[starter], part) is { } joined)
            {
                parts[starter] = joined;
                continue;
            }
            if (own == 0)
                starter = kept;
            lastClass = own;
            parts[kept++] = part;
        }
        parts.RemoveRange(kept, parts.Count - kept);
    }

    private static int? Pair(int first, int second)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
            return SyllableBase + (lead * VowelCount + vowel) * TrailCount;
        var (syllable, trail) = (first - SyllableBase, second - TrailBase);
        if (syllable is >= 0 and < LeadCount * VowelCount * TrailCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
            return first + trail;
        return Data.Value.Pairs.TryGetValue((first, second), out var joined) ? joined : null;
    }

    private static int Class(int point) => point < FirstAffected ? 0 : Data.Value.Classes.GetValueOrDefault(point);

    private static Tables Read()
    {
        var tables = new Tables([], [], []);
        using var stream = typeof(CanonicalComposition).Assembly.GetManifestResourceStream("normalization.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            if (fields[0] == "#")
                continue;
            if (fields[0] == "^")
            {
                for (var point = Hex(fields[1]); point <= Hex(fields[2]); point++)
                    tables.Classes[point] = int.Parse(fields[3], CultureInfo.InvariantCulture);
                continue;
            }
            var parts = fields[2..].Select(Hex).ToArray();
            tables.Decompositions[Hex(fields[1])] = parts;
            if (fields[0] == "=")
                tables.Pairs[(parts[0], parts[1])] = Hex(fields[1]);
        }
        return tables;
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private sealed record Tables(
        Dictionary<int, int[]> Decompositions, Dictionary<(int First, int Second), int> Pairs, Dictionary<int, int> Classes);
}
