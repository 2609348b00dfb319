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

    /// <summary>The words a sign stands for; none where it has no known meaning.</summary>
    public static string[] Meaning(Rune sign) => sign.Value < 0x2000 ? [] : Embedded.Value.GetValueOrDefault(sign, []);
}
