using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Models.VideoMusic;

/// <summary>Pre-norm Transformer layers and a final norm; gives the first token, which is the class token.</summary>
internal sealed class TransformerStack
{
    private readonly TransformerLayer[] _layers;
    private readonly LayerNorm _norm;

    public TransformerStack(ParameterScope scope, VideoMusicConfig config)
    {
        var layer = new TransformerLayerConfig(config.Width, config.Heads, config.FeedForward, Dropout: config.Dropout);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(index => new TransformerLayer(scope.Enter("layers").Enter(index), layer))];
        _norm = new LayerNorm(scope.Enter("norm"), config.Width);
    }

    /// <summary>How tokens and positions start: small beside the normalised features.</summary>
    public static Initializer TokenInitializer => Initializer.Normal(0.02f);

    public Variable Forward(Tape tape, Variable tokens, PaddingMask? padding)
    {
        foreach (var layer in _layers)
            tokens = layer.Forward(tape, tokens, padding, layer == _layers[^1] ? 1 : null); // [batch, tokens, width], of the last layer the class token
        return _norm.Forward(tape, tape.Select(tokens, 1, 0)); // [batch, width]
    }
}
