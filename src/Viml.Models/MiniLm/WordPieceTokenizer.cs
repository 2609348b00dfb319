using System.Text;

namespace Viml.Models.MiniLm;

/// <summary>
/// The WordPiece tokenizer of uncased BERT: each word (see <see cref="BertWords"/>) is cut from its start into the longest pieces of the
/// vocabulary. Names of special tokens in a text are words like any others. Thread-safe.
/// </summary>
public sealed class WordPieceTokenizer
{
    private const int MaximumFileBytes = 10_000_000;
    private const string Inner = "##", StartName = "[CLS]", EndName = "[SEP]", UnknownName = "[UNK]";

    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _first, _inner;
    private readonly int _start, _end, _unknown;

    private WordPieceTokenizer(string path)
    {
        var (first, inner) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in ReadLines(path))
        {
            var isNew = line.StartsWith(Inner, StringComparison.Ordinal)
                ? inner.TryAdd(line[Inner.Length..], VocabularySize)
                : first.TryAdd(line, VocabularySize);
            if (!isNew)
                throw new ModelFileException(path, "every token once", $"'{line}' again in line {VocabularySize + 1}");
            VocabularySize++;
        }

        var missing = new[] { StartName, EndName, UnknownName }.Where(name => !first.ContainsKey(name)).ToList();
        if (missing.Count > 0)
            throw new ModelFileException(
                path, "a vocabulary of BERT, one token per line", $"no {string.Join(", ", missing)} among {VocabularySize} lines");
        (_start, _end, _unknown) = (first[StartName], first[EndName], first[UnknownName]);
        (_first, _inner) = (first.GetAlternateLookup<ReadOnlySpan<char>>(), inner.GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>Tokens of the vocabulary.</summary>
    public int VocabularySize { get; }

    /// <summary>Reads <c>vocab.txt</c>.</summary>
    /// <exception cref="ModelFileException">The file is missing or no vocabulary.</exception>
    public static WordPieceTokenizer Load(string path) => new(path);

    /// <summary>
    /// The tokens of a text, from the start token to the end token. What is beyond <paramref name="most"/> tokens is cut off and not looked
    /// at.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> leaves no room for start and end.</exception>
    public int[] Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        var tokens = new List<int> { _start };
        foreach (var word in BertWords.Of(text))
        {
            AddPieces(word, tokens);
            if (tokens.Count >= most)
                break;
        }

        return [.. tokens.Take(most - 1), _end];
    }

    private void AddPieces(string word, List<int> tokens)
    {
        var before = tokens.Count;
        var isKnown = word.EnumerateRunes().Count() <= BertWords.Longest;
        for (var position = 0; isKnown && position < word.Length;)
        {
            var lookup = position == 0 ? _first : _inner;
            var (length, token) = (word.Length - position, 0);
            while (length > 0 && !lookup.TryGetValue(word.AsSpan(position, length), out token))
                length--;
            isKnown = length > 0;
            tokens.Add(token);
            position += length;
        }

        if (isKnown)
            return;
        tokens.RemoveRange(before, tokens.Count - before);
        tokens.Add(_unknown);
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(ModelFile.Read(path, MaximumFileBytes));
            return text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        }
        catch (DecoderFallbackException fault)
        {
            throw new ModelFileException(path, "text in UTF-8", "other bytes", fault);
        }
    }
}
