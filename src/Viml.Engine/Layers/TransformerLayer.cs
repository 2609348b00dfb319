using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>The non-linearity of a feed-forward block.</summary>
public enum FeedForwardActivation
{
    /// <summary>Exact GELU.</summary>
    Gelu,

    /// <summary>x * sigmoid(1.702 x).</summary>
    QuickGelu,

    /// <summary>max(x, 0).</summary>
    Relu,
}

/// <summary>The form of a Transformer layer.</summary>
/// <param name="Width">Size of a token.</param>
/// <param name="Heads">Number of attention heads; divides the width.</param>
/// <param name="FeedForward">Size inside the feed-forward block.</param>
/// <param name="NormFirst">Pre-norm (x + f(norm(x))) when true, post-norm (norm(x + f(x))) when false.</param>
/// <param name="Activation">Non-linearity of the feed-forward block.</param>
/// <param name="Dropout">Dropout probability after attention, inside and after the feed-forward block.</param>
public sealed record TransformerLayerConfig(
    int Width, int Heads, int FeedForward, bool NormFirst = true, FeedForwardActivation Activation = FeedForwardActivation.Gelu,
    float Dropout = 0);

/// <summary>
/// A Transformer encoder layer: self-attention and a feed-forward block, each with residual and norm. Parameters are named as in PyTorch's
/// <c>nn.TransformerEncoderLayer</c>: <c>self_attn</c>, <c>linear1</c>, <c>linear2</c>, <c>norm1</c>, <c>norm2</c>.
/// </summary>
public sealed class TransformerLayer
{
    private readonly TransformerLayerConfig _config;
    private readonly MultiHeadAttention _attention;
    private readonly Linear _expand, _contract;
    private readonly LayerNorm _attentionNorm, _feedForwardNorm;

    /// <summary>Takes the parameters from the scope.</summary>
    public TransformerLayer(ParameterScope scope, TransformerLayerConfig config)
    {
        _config = config;
        _attention = new MultiHeadAttention(scope.Enter("self_attn"), config.Width, config.Heads);
        _expand = new Linear(scope.Enter("linear1"), config.Width, config.FeedForward);
        _contract = new Linear(scope.Enter("linear2"), config.FeedForward, config.Width);
        _attentionNorm = new LayerNorm(scope.Enter("norm1"), config.Width);
        _feedForwardNorm = new LayerNorm(scope.Enter("norm2"), config.Width);
    }

    /// <summary>
    /// [batch, time, width] to [batch, <paramref name="steps"/>, width]: the first steps; all by default. A last layer of which only the
    /// class token is read costs a sixth of a whole one. Padded steps are attended to by none.
    /// </summary>
    public Variable Forward(Tape tape, Variable x, PaddingMask? padding = null, int? steps = null)
    {
        var kept = steps is { } count && count < x.Size(1) ? tape.SliceAxis(x, 1, 0, count) : x;
        if (_config.NormFirst)
        {
            kept = tape.Add(kept, Attend(tape, _attentionNorm.Forward(tape, x), padding, steps));
            return tape.Add(kept, FeedForward(tape, _feedForwardNorm.Forward(tape, kept)));
        }

        kept = _attentionNorm.Forward(tape, tape.Add(kept, Attend(tape, x, padding, steps)));
        return _feedForwardNorm.Forward(tape, tape.Add(kept, FeedForward(tape, kept)));
    }

    private Variable Attend(Tape tape, Variable x, PaddingMask? padding, int? steps) =>
        tape.Dropout(_attention.Forward(tape, x, padding, steps), _config.Dropout);

    private Variable FeedForward(Tape tape, Variable x)
    {
        var hidden = _expand.Forward(tape, x); // [batch, time, feed-forward]
        var active = _config.Activation switch
        {
            FeedForwardActivation.Gelu => tape.Gelu(hidden),
            FeedForwardActivation.QuickGelu => tape.QuickGelu(hidden),
            _ => tape.Relu(hidden),
        };
        return tape.Dropout(_contract.Forward(tape, tape.Dropout(active, _config.Dropout)), _config.Dropout);
    }
}
