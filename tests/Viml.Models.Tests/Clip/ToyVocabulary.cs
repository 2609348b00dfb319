using System.Text.Json;

namespace Viml.Models.Tests.Clip;

/// <summary>
/// A byte-pair vocabulary of our own: 512 bytes, 86 merges, start and end, as many tokens as the model of the reference has.
/// </summary>
internal static class ToyVocabulary
{
    public const int Size = 600, Start = 598, End = 599;

    // Pairs of letters, then words made of them.
    private static readonly string[] Merges =
    [
        "a t", "a t</w>", "c at</w>", "c a", "t h", "th e</w>", "a n", "an d</w>",
        .. from first in "bdfghjklm" from second in "aeiou" select $"{first} {second}",
        .. from first in "nprstvwxyz" from second in "aei" select $"{first} {second}",
        "b at</w>", "m at</w>", "r at</w>",
    ];

    /// <summary>Writes <c>vocab.json</c> and <c>merges.txt</c>, spoilt as a test wants them.</summary>
    public static void Write(
        string folder, Action<Dictionary<string, int>>? change = null, Func<string[], IEnumerable<string>>? changeMerges = null)
    {
        var ids = new Dictionary<string, int>();
        var letters = Enumerable.Range(0, 256).Select(Letter).ToArray();
        foreach (
            var token in letters.Select(letter => letter.ToString()).Concat(letters.Select(letter => letter + "</w>")).Concat(
                Merges.Select(merge => merge.Replace(" ", ""))))
            ids.Add(token, ids.Count);
        ids.Add("<|startoftext|>", ids.Count);
        ids.Add("<|endoftext|>", ids.Count);
        change?.Invoke(ids);
        File.WriteAllText(Path.Combine(folder, "vocab.json"), JsonSerializer.Serialize(ids));
        File.WriteAllLines(Path.Combine(folder, "merges.txt"), ["#version: 0.2", .. changeMerges?.Invoke(Merges) ?? Merges]);
    }

    private static char Letter(int value) =>
        IsPrintable(value) ? (char)value : (char)(256 + Enumerable.Range(0, value).Count(other => !IsPrintable(other)));

    private static bool IsPrintable(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);
}
