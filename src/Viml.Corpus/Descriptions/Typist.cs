namespace Viml.Corpus.Descriptions;

/// <summary>How a text comes out of a keyboard: casing, the full stop at the end, now and then a slip of the finger.</summary>
internal static class Typist
{
    private const double SlipProbability = 0.07;

    public static string Type(string text, RandomStream random, bool withTypos)
    {
        var isSentence = text.EndsWith('.');
        text = random.PickWeighted(isSentence ? [0.75, 0.24, 0.01] : [0.2, 0.77, 0.03]) switch
        {
            0 => char.ToUpperInvariant(text[0]) + text[1..],
            1 => text.ToLowerInvariant(),
            _ => text.ToUpperInvariant(),
        };
        if (isSentence && random.Chance(0.2))
            text = text.TrimEnd('.');
        return withTypos && random.Chance(SlipProbability) ? Slip(text, random) : text;
    }

    // Swaps, drops or doubles a letter inside a word of at least five letters; the first letter stays, as it mostly does.
    private static string Slip(string text, RandomStream random)
    {
        var words = text.Split(' ');
        var at = random.Below(words.Length);
        var word = words[at];
        if (word.Length < 5)
            return text;
        var letter = random.From(1, word.Length - 3);
        words[at] = random.Below(3) switch
        {
            0 => word[..letter] + word[letter + 1] + word[letter] + word[(letter + 2)..],
            1 => word.Remove(letter, 1),
            _ => word.Insert(letter, word[letter].ToString()),
        };
        return string.Join(' ', words);
    }
}
