using System.Buffers.Binary;
using System.Text;

namespace Viml.Models.Language;

/// <summary>
/// Tells English words from other strings. It holds the words of WordNet 3.0 as Bloom filters (<c>make_english_words.py</c>), so about one
/// other string in 2,000 passes for a word; the little words that WordNet leaves out come from <see cref="FunctionWords"/>. Immutable,
/// thread-safe.
/// </summary>
public sealed class EnglishWords
{
    private static readonly Lazy<EnglishWords> Embedded = new(ReadEmbedded);
    private static readonly (string Ending, string Instead)[] Inflections =
        [("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e")];
    private static readonly (string Ending, string Instead)[] Derivations =
    [
        ("ier", "y"), ("er", ""), ("er", "e"), ("iest", "y"), ("est", ""), ("est", "e"), ("ily", "y"), ("ly", ""), ("ness", ""),
        ("less", ""), ("ish", ""), ("like", ""), ("y", ""), ("y", "e"),
    ];
    private static readonly string[] Beginnings = ["un", "re", "non", "over", "super", "anti", "mid", "pre"];

    private readonly WordFilter _common;
    private readonly WordFilter _names;

    private EnglishWords(WordFilter common, WordFilter names) => (_common, _names) = (common, names);

    /// <summary>The words that come with the program.</summary>
    public static EnglishWords Default => Embedded.Value;

    /// <summary>Whether a word in lower case is English: a common word, a form of one, two in one, a name or a function word.</summary>
    public bool Contains(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return IsCommon(word) || _names.Contains(word) || (word.EndsWith('s') && _names.Contains(word[..^1])) || IsCompound(word);
    }

    /// <summary>Whether a word in lower case is an English word that is not only a name.</summary>
    public bool IsCommon(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (FunctionWords.English.Contains(word) || _common.Contains(word)) return true;
        foreach (var stem in Stems(word, [.. Inflections, .. Derivations]))
            if (_common.Contains(stem)) return true;
        return Beginnings.Any(beginning => word.Length >= beginning.Length + 4
            && word.StartsWith(beginning, StringComparison.Ordinal) && _common.Contains(word[beginning.Length..]));
    }

    // dreamscape, fingerpicked
    private bool IsCompound(string word)
    {
        for (var cut = 4; cut <= word.Length - 4; cut++)
            if (IsCommon(word[..cut]) && IsCommon(word[cut..]))
                return true;
        return false;
    }

    /// <summary>What a word may be the plural or a verb form of: at least three letters long.</summary>
    internal static IEnumerable<string> Stems(string word) => Stems(word, Inflections);

    private static IEnumerable<string> Stems(string word, IEnumerable<(string Ending, string Instead)> endings)
    {
        foreach (var (ending, instead) in endings)
        {
            if (word.Length - ending.Length < 3 || !word.EndsWith(ending, StringComparison.Ordinal)) continue;
            var stem = word[..^ending.Length];
            yield return stem + instead;
            if (instead.Length == 0 && ending.Length > 1 && stem.Length > 3 && stem[^1] == stem[^2])
                yield return stem[..^1]; // running, biggest
        }
    }

    internal static EnglishWords Read(ReadOnlyMemory<byte> file)
    {
        var common = WordFilter.Read(file, out var rest);
        var names = WordFilter.Read(rest, out rest);
        return rest.IsEmpty ? new EnglishWords(common, names) : throw Fault("two filters", $"{rest.Length} bytes more");
    }

    private static InvalidDataException Fault(string expected, string found) =>
        new($"english-words.bin: expected {expected}, found {found}.");

    private static EnglishWords ReadEmbedded() => Read(EmbeddedFiles.Read("english-words.bin"));

    private sealed class WordFilter(ReadOnlyMemory<byte> bits, int hashes)
    {
        public bool Contains(string word)
        {
            var hash = 0xCBF29CE484222325UL; // FNV-1a
            foreach (var value in Encoding.UTF8.GetBytes(word))
                hash = (hash ^ value) * 0x100000001B3UL;
            var (low, high) = (hash & 0xFFFFFFFF, (hash >> 32) | 1);
            var span = bits.Span;
            for (var i = 0UL; i < (ulong)hashes; i++)
            {
                var bit = (low + i * high) % ((ulong)span.Length * 8);
                if ((span[(int)(bit / 8)] >> (int)(bit % 8) & 1) == 0) return false;
            }
            return true;
        }

        public static WordFilter Read(ReadOnlyMemory<byte> file, out ReadOnlyMemory<byte> rest)
        {
            if (file.Length < 12) throw Fault("a filter", $"{file.Length} bytes");
            var hashes = BinaryPrimitives.ReadInt32LittleEndian(file.Span[4..]);
            var size = BinaryPrimitives.ReadInt32LittleEndian(file.Span[8..]);
            if (hashes is < 1 or > 32 || size < 1 || size > file.Length - 12)
                throw Fault($"1 to 32 hashes and at most {file.Length - 12} bytes", $"{hashes} and {size}");
            rest = file[(12 + size)..];
            return new WordFilter(file.Slice(12, size), hashes);
        }
    }
}
