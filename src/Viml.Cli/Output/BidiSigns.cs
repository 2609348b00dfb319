using System.Buffers;
using System.Text;

namespace Viml.Cli.Output;

/// <summary>
/// Marks that turn the direction of what follows. Nobody sees them, but they make "exe.png" of "gnp.exe", so names show them as signs.
/// </summary>
internal static class BidiSigns
{
    private static readonly Dictionary<char, string> Signs = new()
    {
        ['\u061C'] = "[ALM]", ['\u200E'] = "[LRM]", ['\u200F'] = "[RLM]", ['\u202A'] = "[LRE]", ['\u202B'] = "[RLE]", ['\u202C'] = "[PDF]",
        ['\u202D'] = "[LRO]", ['\u202E'] = "[RLO]", ['\u2066'] = "[LRI]", ['\u2067'] = "[RLI]", ['\u2068'] = "[FSI]", ['\u2069'] = "[PDI]",
    };

    private static readonly SearchValues<char> Marks = SearchValues.Create([.. Signs.Keys]);

    /// <summary>The text with the name of each mark in its place, such as "[RLO]".</summary>
    public static string Show(string text)
    {
        if (!text.AsSpan().ContainsAny(Marks)) return text;
        var shown = new StringBuilder(text.Length + 8);
        foreach (var character in text)
            if (Signs.TryGetValue(character, out var sign)) shown.Append(sign);
            else shown.Append(character);
        return shown.ToString();
    }
}
