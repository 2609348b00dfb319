using System.Globalization;
using System.Text;

namespace Viml.Models.Words;

/// <summary>
/// Turns a text into rows of a hashed embedding table: its words, the character 3- to 5-grams of each word (so that an unknown inflection
/// or a typing error still counts) and its pairs of neighbouring words. Each of the three has a range of buckets of its own, so that the
/// many n-grams do not cover the words. Stateless and thread-safe; the same text gives the same ids on every machine.
/// </summary>
public sealed class WordsTokenizer
{
    /// <summary>Characters of a text that are read; the rest of a longer text is ignored.</summary>
    public const int MaximumCharacters = 8192;

    /// <summary>Words of a text that are used.</summary>
    public const int MaximumWords = 512;

    private const int MaximumWordLength = 32;
    private readonly int _buckets;

    /// <summary>
    /// A tokenizer for a table of <paramref name="buckets"/> rows: a quarter for words, half for n-grams, a quarter for pairs.
    /// </summary>
    public WordsTokenizer(int buckets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buckets, 4);
        _buckets = buckets;
    }

    /// <summary>The ids of a text, in no meaningful order, repeats kept. A text without letters, digits or symbols gives none.</summary>
    public int[] Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = Split(TextFolding.Fold(text.AsSpan(0, Math.Min(text.Length, MaximumCharacters))));
        var ids = new List<int>(words.Count * 16);
        for (var i = 0; i < words.Count; i++)
        {
            ids.Add(Bucket(words[i], 0, _buckets / 4));
            AddNgrams(words[i], ids);
            if (i > 0)
                ids.Add(Bucket($"{words[i - 1]} {words[i]}", _buckets / 4 * 3, _buckets / 4));
        }
        return [.. ids];
    }

    /// <summary>
    /// Splits folded text into runs of letters, digits and inner apostrophes; an emoji or another symbol is a word of its own.
    /// </summary>
    internal static List<string> Split(string folded)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in folded.EnumerateRunes())
        {
            if (words.Count == MaximumWords)
                break;
            if (IsPartOfWord(rune))
            {
                if (word.Length < MaximumWordLength)
                    word.Append(rune.ToString());
            }
            else if (rune.Value != '\'' || word.Length == 0)
            {
                Finish(word, words);
                if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol && rune != Rune.ReplacementChar)
                    words.Add(rune.ToString());
            }
        }
        if (words.Count < MaximumWords)
            Finish(word, words);
        return words;
    }

    // Marks (vowel signs of many scripts) belong to their letter.
    private static bool IsPartOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static void Finish(StringBuilder word, List<string> words)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }

    private void AddNgrams(string word, List<int> ids)
    {
        var bounded = $"<{word}>";
        for (var length = 3; length <= 5; length++)
            for (var start = 0; start + length <= bounded.Length; start++)
                ids.Add(Bucket(bounded.AsSpan(start, length), _buckets / 4, _buckets / 2));
    }

    /// <summary>FNV-1a, 32 bit, over the UTF-16 code units, low byte first, with a final mix so that the remainder spreads well.</summary>
    private static int Bucket(ReadOnlySpan<char> text, int first, int count)
    {
        var hash = 2166136261u;
        foreach (var unit in text)
        {
            hash = (hash ^ (byte)unit) * 16777619u;
            hash = (hash ^ (byte)(unit >> 8)) * 16777619u;
        }
        hash ^= hash >> 16;
        hash *= 0x85EBCA6Bu;
        hash ^= hash >> 13;
        return first + (int)(hash % (uint)count);
    }
}
