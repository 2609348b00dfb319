using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Models.Clip;

/// <summary>
/// CLIP's text tower: a causal Transformer over tokens; the end token projected into the joint space. Tokens behind the end token cannot
/// reach it and are not computed. Thread-safe: callers take turns.
/// </summary>
public sealed class ClipTextTower
{
    private readonly ClipConfig _config;
    private readonly Tensor _tokens, _positions;
    private readonly ClipBlock[] _blocks;
    private readonly LayerNorm _after;
    private readonly PanelLinear _projection;
    private readonly ClipBuffers _buffers;
    private readonly Lock _gate = new();

    private ClipTextTower(ClipConfig config, ParameterSet parameters)
    {
        _config = config.Validate();
        var (text, root) = (config.Text, parameters.Root.Enter("text_model"));
        var embeddings = root.Enter("embeddings");
        embeddings.Ignore("position_ids");
        _tokens = embeddings.Enter("token_embedding").Parameter("weight", [config.Vocabulary, text.Width], Initializer.Normal(0.02f)).Value;
        _positions = embeddings.Enter("position_embedding").Parameter(
            "weight", [config.Context, text.Width], Initializer.Normal(0.01f)).Value;
        _blocks =
        [
            .. Enumerable.Range(0, text.Layers).Select(
                i => new ClipBlock(root.Enter("encoder").Enter("layers").Enter(i), text, causal: true)),
        ];
        _after = new LayerNorm(root.Enter("final_layer_norm"), text.Width, text.Epsilon);
        _projection = PanelLinear.Of(parameters.Root.Enter("text_projection"), text.Width, config.Width, bias: false);
        _buffers = new ClipBuffers(text.Width, Math.Max(Math.Max(3 * text.Width, config.Width), text.FeedForward));
        Parameters = parameters;
        parameters.EnsureComplete();
    }

    /// <summary>Every parameter of the tower.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The maximum number of tokens of a text, start and end included.</summary>
    public int Context => _config.Context;

    /// <summary>Numbers per embedding.</summary>
    public int Width => _config.Width;

    /// <summary>A tower with random weights.</summary>
    public static ClipTextTower Random(ClipConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>
    /// A tower with weights of Hugging Face names, which are laid out anew; tensors of the image tower are left alone.
    /// </summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static ClipTextTower Load(ClipConfig config, IWeightSource weights) =>
        new(config, ParameterSet.FromWeights(new ClipWeights(weights, "text_model.", "text_projection.")));

    /// <summary>Embeds a text.</summary>
    /// <param name="tokens">From the start token to the end token, whose state is the result.</param>
    /// <param name="embedding">Receives <see cref="Width"/> numbers, not normalised.</param>
    /// <exception cref="ArgumentException">
    /// The text has no tokens or more than <see cref="Context"/>, a token is not in the vocabulary, or the destination has another size.
    /// </exception>
    public void Encode(ReadOnlySpan<int> tokens, Span<float> embedding)
    {
        if (tokens.IsEmpty || tokens.Length > Context)
            throw new ArgumentException($"A text has 1 to {Context} tokens, this one {tokens.Length}.", nameof(tokens));
        if (embedding.Length != Width)
            throw new ArgumentException($"An embedding has {Width} numbers, the destination {embedding.Length}.", nameof(embedding));
        lock (_gate)
        {
            var x = _buffers.Tokens(1, tokens.Length); // [1, time, width]
            Embed(tokens, x.Span);
            foreach (var block in _blocks.AsSpan(..^1))
                block.Forward(x, _buffers);
            var last = _buffers.Last(1); // [1, 1, width]
            _blocks[^1].ForwardOne(x, tokens.Length - 1, last, _buffers);
            _after.Forward(last, last);
            var projected = _buffers.Wide(1, 1, Width);
            _projection.Forward(last, projected);
            projected.Span.CopyTo(embedding);
        }
    }

    private void Embed(ReadOnlySpan<int> tokens, Span<float> x)
    {
        var width = _config.Text.Width;
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)_config.Vocabulary)
                throw new ArgumentException($"Token {tokens[i]} is not one of the vocabulary's {_config.Vocabulary}.", nameof(tokens));
            System.Numerics.Tensors.TensorPrimitives.Add(
                _tokens.Span.Slice(tokens[i] * width, width), _positions.Span.Slice(i * width, width), x.Slice(i * width, width));
        }
    }
}
