using FastBertTokenizer;

namespace Viml.Models.MiniLm;

/// <summary>The WordPiece tokenizer of uncased BERT over a vocabulary file. Thread-safe: callers take turns.</summary>
public sealed class MiniLmTokenizer
{
    private const int MaximumFileBytes = 10_000_000;

    private readonly BertTokenizer _tokenizer = new();
    private readonly Lock _gate = new();

    private MiniLmTokenizer(string path)
    {
        var bytes = ModelFile.Read(path, MaximumFileBytes);
        using var reader = new StreamReader(new MemoryStream(bytes));
        try
        {
            _tokenizer.LoadVocabulary(reader, convertInputToLowercase: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException)
        {
            throw new ModelFileException(path, "a vocabulary of BERT, one token per line", fault.Message, fault);
        }

        VocabularySize = bytes.AsSpan().Count((byte)'\n') + (bytes is [.., not (byte)'\n'] ? 1 : 0);
    }

    /// <summary>Tokens of the vocabulary.</summary>
    public int VocabularySize { get; }

    /// <summary>Reads <c>vocab.txt</c>.</summary>
    /// <exception cref="ModelFileException">The file is missing or no vocabulary.</exception>
    public static MiniLmTokenizer Load(string path) => new(path);

    /// <summary>The tokens of a text, from the start token to the end token; what is beyond <paramref name="most"/> tokens is cut off.</summary>
    public int[] Encode(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 2);
        lock (_gate)
        {
            var (ids, mask, _) = _tokenizer.Encode(text, most);
            var tokens = new int[mask.Span.Count(1L)];
            for (var i = 0; i < tokens.Length; i++)
                tokens[i] = (int)ids.Span[i];
            return tokens;
        }
    }
}
