using Viml.Engine.Layers;
using Viml.Engine.Tensors;

namespace Viml.Models.Clip;

/// <summary>
/// A pre-norm Transformer layer of CLIP, with Hugging Face's parameter names: x + attention(norm(x)), then x + feed-forward(norm(x)).
/// </summary>
internal sealed class ClipBlock
{
    private readonly ClipTransformerConfig _config;
    private readonly bool _causal;
    private readonly LayerNorm _norm1, _norm2;
    private readonly PanelLinear _query, _key, _value, _output, _expand, _contract;

    /// <summary>Takes the parameters from the scope.</summary>
    /// <param name="scope">Of this layer.</param>
    /// <param name="config">Sizes.</param>
    /// <param name="causal">Each token sees itself and those before it only.</param>
    public ClipBlock(ParameterScope scope, ClipTransformerConfig config, bool causal)
    {
        (_config, _causal) = (config, causal);
        var (attention, feedForward, width) = (scope.Enter("self_attn"), scope.Enter("mlp"), config.Width);
        _query = PanelLinear.Of(attention.Enter("q_proj"), width, width);
        _key = PanelLinear.Of(attention.Enter("k_proj"), width, width);
        _value = PanelLinear.Of(attention.Enter("v_proj"), width, width);
        _output = PanelLinear.Of(attention.Enter("out_proj"), width, width);
        _norm1 = new LayerNorm(scope.Enter("layer_norm1"), width, config.Epsilon);
        _norm2 = new LayerNorm(scope.Enter("layer_norm2"), width, config.Epsilon);
        _expand = PanelLinear.Of(feedForward.Enter("fc1"), width, config.FeedForward);
        _contract = PanelLinear.Of(feedForward.Enter("fc2"), config.FeedForward, width);
    }

    /// <summary>The layer, in place on x [batch, time, width].</summary>
    public void Forward(Tensor x, ClipBuffers buffers)
    {
        var (batch, time) = (x.Size(0), x.Size(1));
        var normed = buffers.Narrow(batch, time); // [batch, time, width]
        var packed = buffers.Wide(batch, time, 3 * _config.Width);
        _norm1.Forward(x, normed);
        _query.Forward(normed, packed);
        _key.Forward(normed, packed, _config.Width);
        _value.Forward(normed, packed, 2 * _config.Width); // [batch, time, 3 width]
        Inference.Attention(packed, packed, _config.Heads, _causal, normed);
        _output.Forward(normed, x, adds: true);
        FeedForward(x, normed, buffers);
    }

    /// <summary>The layer for one token of each sequence, where nothing after it reads the others.</summary>
    /// <param name="x">[batch, time, width].</param>
    /// <param name="at">The token; in a causal layer the last.</param>
    /// <param name="y">Receives [batch, 1, width].</param>
    /// <param name="buffers">Working memory.</param>
    public void ForwardOne(Tensor x, int at, Tensor y, ClipBuffers buffers)
    {
        var (batch, time) = (x.Size(0), x.Size(1));
        var normed = buffers.Narrow(batch, time); // [batch, time, width]
        var packed = buffers.Wide(batch, time, 3 * _config.Width);
        _norm1.Forward(x, normed);
        _key.Forward(normed, packed, _config.Width);
        _value.Forward(normed, packed, 2 * _config.Width);
        Pick(normed, at, y);
        var one = buffers.Narrow(batch, 1); // [batch, 1, width], over what was normed
        _query.Forward(y, one);
        var attended = y;
        Inference.Attention(one, packed, _config.Heads, causal: false, attended);
        _output.Forward(attended, one);
        Pick(x, at, y);
        System.Numerics.Tensors.TensorPrimitives.Add(y.Span, one.Span, y.Span);
        FeedForward(y, one, buffers);
    }

    private void FeedForward(Tensor x, Tensor normed, ClipBuffers buffers)
    {
        var hidden = buffers.Wide(x.Size(0), x.Size(1), _config.FeedForward); // [batch, time, feed-forward]
        _norm2.Forward(x, normed);
        _expand.Forward(normed, hidden, activation: _config.Activation);
        _contract.Forward(hidden, x, adds: true);
    }

    private static void Pick(Tensor x, int at, Tensor y)
    {
        var (time, width) = (x.Size(1), x.Size(2));
        for (var i = 0; i < x.Size(0); i++)
            x.Span.Slice((i * time + at) * width, width).CopyTo(y.Span[(i * width)..]);
    }
}
