using System.Text;

namespace Viml.Models.Language;

/// <summary>What pictograms mean in a request for music, read from <c>pictograms.json</c>.</summary>
internal static class Pictograms
{
    private static readonly Lazy<Dictionary<Rune, string[]>> Embedded = new(() => EmbeddedFiles.ReadJson("pictograms.json", json =>
    {
        json.Text("note");
        return json.Object("words", words =>
            words.Keys.ToDictionary(sign => Rune.GetRuneAt(sign, 0), sign => words.Text(sign).Split(' ', '-')));
    }));

    /// <summary>Whether what stands at an index only changes the look of the sign before it: its variant or its colour of skin.</summary>
    public static bool IsModifier(string text, int at, out int length)
    {
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
        return rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x1F3FB and <= 0x1F3FF);
    }

    /// <summary>The words a sign stands for; none where it has no known meaning.</summary>
    public static string[] Meaning(Rune sign) => sign.Value < 0x2000 ? [] : Embedded.Value.GetValueOrDefault(sign, []);
}
