namespace Viml.Models.Clip;

/// <summary>CLIP's text tower. A feature is the embedding brought to unit length.</summary>
public sealed class ClipTextEncoder : ITextEncoder
{
    private readonly ClipModel _model;

    /// <summary>An encoder over a model, which stays the caller's.</summary>
    /// <param name="name">The name of the encoder, such as <c>clip-vit-b32</c>.</param>
    /// <param name="model">The model.</param>
    public ClipTextEncoder(string name, ClipModel model)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(model);
        (Name, _model) = (name, model);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => _model.Version;

    /// <inheritdoc/>
    public int Width => _model.Config.Width;

    /// <inheritdoc/>
    public EncoderCost? Cost => _model.Config.TextCost;

    /// <inheritdoc/>
    public void Encode(string text, Span<float> feature)
    {
        _model.Texts.Encode(_model.Tokenizer.Prompt(text, _model.Config.Context).Tokens, feature);
        UnitLength.Apply(feature);
    }

    /// <inheritdoc/>
    public string? Limitation(string text) =>
        _model.Tokenizer.Prompt(text, _model.Config.Context).IsTruncated
            ? $"The text is longer than {Name} reads: only its first {_model.Config.Context - 2} tokens count."
            : null;

    /// <summary>None: CLIP knows no tags of music.</summary>
    public float[] ImpliedTags(string text) => [];
}
