using Viml.Engine.Autograd;

namespace Viml.Models.Words;

/// <summary>
/// The <c>words</c> text encoder: hashed words, word pairs and character n-grams through a small network trained on descriptions of music.
/// </summary>
public sealed class WordsEncoder : ITextEncoder
{
    private readonly WordsModel _model;

    /// <summary>An encoder over a trained network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="version">Names the weights; by default only the code's version.</param>
    public WordsEncoder(WordsModel model, string version = CodeVersion)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        Version = version;
    }

    /// <summary>The name of the encoder.</summary>
    public const string EncoderName = "words";

    /// <summary>The version of tokenizer and network.</summary>
    public const string CodeVersion = "1";

    /// <inheritdoc/>
    public string Name => EncoderName;

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public int Width => _model.Config.Width;

    /// <inheritdoc/>
    public EncoderCost? Cost => new(_model.Parameters.Count, _model.Config.MultiplyAdds);

    /// <inheritdoc/>
    public void Encode(string text, Span<float> feature)
    {
        if (feature.Length != Width)
            throw new ArgumentException($"The feature has {Width} numbers, the destination {feature.Length}.", nameof(feature));
        Run(text).Features.Value.Span.CopyTo(feature);
    }

    /// <inheritdoc/>
    public float[] ImpliedTags(string text)
    {
        var probabilities = Run(text).Logits.Value.Span.ToArray();
        Probabilities.FromLogits(probabilities);
        return probabilities;
    }

    private WordsOutput Run(string text)
    {
        // Ids that no training text had are noise to the network; without them, an unknown word changes nothing.
        var ids = _model.Known(_model.Tokenizer.Tokenize(text));
        return _model.Forward(Tape.ForInference(), ids, new[] { 0, ids.Length });
    }
}
