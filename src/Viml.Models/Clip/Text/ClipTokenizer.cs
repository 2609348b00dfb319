namespace Viml.Models.Clip.Text;

/// <summary>CLIP's byte-pair tokenizer. Thread-safe.</summary>
public sealed class ClipTokenizer
{
    private readonly BytePairVocabulary _vocabulary;

    private ClipTokenizer(BytePairVocabulary vocabulary) => _vocabulary = vocabulary;

    /// <summary>One more than the largest token.</summary>
    public int VocabularySize => _vocabulary.Size;

    /// <summary>The token that ends a text.</summary>
    public int EndToken => _vocabulary.End;

    /// <summary>Reads the vocabulary and the merges of a Hugging Face folder.</summary>
    /// <exception cref="ModelFileException">A file is missing or of another form, or the two do not fit.</exception>
    public static ClipTokenizer Load(string vocabularyPath, string mergesPath) => new(BytePairVocabulary.Load(vocabularyPath, mergesPath));

    /// <summary>The tokens of a text, without start and end. Any string will do: unpaired surrogates become U+FFFD.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maximum">The largest number of tokens; work stops there.</param>
    public IReadOnlyList<int> Encode(string text, int maximum = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new List<int>();
        foreach (var piece in PromptText.Pieces(PromptText.Clean(text)))
        {
            if (tokens.Count >= maximum)
                break;
            if (piece is PromptText.StartToken or PromptText.EndToken)
                tokens.Add(piece == PromptText.StartToken ? _vocabulary.Start : _vocabulary.End);
            else
                _vocabulary.Encode(piece, tokens);
        }
        return tokens.Count > maximum ? tokens.GetRange(0, maximum) : tokens;
    }

    /// <summary>A text as the text tower takes it: start, as many tokens as fit, end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="context">Tokens that the text tower can read, start and end included; at least 2.</param>
    public ClipPrompt Prompt(string text, int context)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(context, 2);
        var room = context - 2;
        var tokens = Encode(text, room + 1);
        // A text that spells the end token out ends there.
        var kept = tokens.Take(room).TakeWhile(token => token != _vocabulary.End);
        return new ClipPrompt([_vocabulary.Start, .. kept, _vocabulary.End], tokens.Count > room);
    }
}

/// <summary>A tokenized text.</summary>
/// <param name="Tokens">From the start token to the end token.</param>
/// <param name="IsTruncated">Whether the text had more tokens than fit; those that did not are left out before the end token.</param>
public sealed record ClipPrompt(int[] Tokens, bool IsTruncated);
