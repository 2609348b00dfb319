using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Weights;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.MiniLm;

/// <summary>
/// A BERT encoder (Devlin et al. 2019): word, position and segment embeddings, then post-norm Transformer layers. Texts of different
/// lengths are computed together without padding: their tokens stand behind each other, and only attention looks at one text at a time.
/// Thread-safe.
/// </summary>
public sealed class MiniLmModel
{
    private readonly MiniLmConfig _config;
    private readonly Tensor _words, _positions, _segments;
    private readonly Norm _norm;
    private readonly Layer[] _layers;

    private MiniLmModel(MiniLmConfig config, ParameterSet parameters)
    {
        _config = config.Validate();
        var embeddings = parameters.Root.Enter("embeddings");
        _words = embeddings.Enter("word_embeddings").Parameter(
            "weight", [config.Vocabulary, config.Width], Initializer.Normal(0.02f)).Value;
        _positions = embeddings.Enter("position_embeddings").Parameter(
            "weight", [config.Positions, config.Width], Initializer.Normal(0.02f)).Value;
        _segments = embeddings.Enter("token_type_embeddings").Parameter("weight", [2, config.Width], Initializer.Normal(0.02f)).Value;
        _norm = new Norm(embeddings.Enter("LayerNorm"), config);
        _layers =
        [
            .. Enumerable.Range(0, config.Layers).Select(i => new Layer(parameters.Root.Enter("encoder").Enter("layer").Enter(i), config)),
        ];
        Parameters = parameters;
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public MiniLmConfig Config => _config;

    /// <summary>Every parameter.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>A model with random weights.</summary>
    public static MiniLmModel Random(MiniLmConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>
    /// A model whose weights are used where they lie: names of Hugging Face (query, key and value as one <c>packed</c>), layout of <see
    /// cref="Panels"/>.
    /// </summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static MiniLmModel Load(MiniLmConfig config, IWeightSource weights) => new(config, ParameterSet.FromWeights(weights));

    /// <summary>The states of the last layer.</summary>
    /// <param name="tokens">The tokens of all texts behind each other.</param>
    /// <param name="lengths">The number of tokens of each text, 1 to <see cref="MiniLmConfig.Positions"/>.</param>
    /// <returns>[tokens, width].</returns>
    /// <exception cref="ArgumentException">
    /// The lengths do not add up to the tokens, one is out of range, or a token is not of the vocabulary.
    /// </exception>
    public Tensor Forward(ReadOnlySpan<int> tokens, ReadOnlySpan<int> lengths)
    {
        var texts = Cut(tokens.Length, lengths);
        var x = new Tensor(tokens.Length, _config.Width); // [tokens, width]
        foreach (var (start, count) in texts)
            Embed(tokens.Slice(start, count), x.Slice(start, count).Span);
        _norm.Forward(x, x);
        Tensor packed = new(tokens.Length, 3 * _config.Width), hidden = new(tokens.Length, _config.FeedForward),
        attended = new(tokens.Length, _config.Width);
        foreach (var layer in _layers)
            layer.Forward(x, texts, packed, attended, hidden);
        return x;
    }

    private (int Start, int Count)[] Cut(int tokens, ReadOnlySpan<int> lengths)
    {
        var texts = new (int Start, int Count)[lengths.Length];
        var start = 0;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 1 || lengths[i] > _config.Positions)
                throw new ArgumentException($"A text has 1 to {_config.Positions} tokens, text {i} has {lengths[i]}.", nameof(lengths));
            texts[i] = (start, lengths[i]);
            start += lengths[i];
        }

        return start == tokens
            ? texts
            : throw new ArgumentException($"The lengths add up to {start}, but there are {tokens} tokens.", nameof(lengths));
    }

    private void Embed(ReadOnlySpan<int> tokens, Span<float> x)
    {
        var width = _config.Width;
        for (var i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)_config.Vocabulary)
                throw new ArgumentException($"Token {tokens[i]} is not one of the vocabulary's {_config.Vocabulary}.", nameof(tokens));
            var row = x.Slice(i * width, width);
            TensorPrimitives.Add(_words.Span.Slice(tokens[i] * width, width), _positions.Span.Slice(i * width, width), row);
            TensorPrimitives.Add(row, _segments.Span[..width], row);
        }
    }

    private sealed class Norm(ParameterScope scope, MiniLmConfig config)
    {
        private readonly Tensor _scale = scope.Parameter("weight", [config.Width], Initializer.Ones).Value;
        private readonly Tensor _shift = scope.Parameter("bias", [config.Width], Initializer.Zeros).Value;

        public void Forward(Tensor x, Tensor y) => Inference.LayerNorm(x, _scale, _shift, config.Epsilon, y);
    }

    private static PanelLinear Dense(ParameterScope scope, int inputs, int outputs) => new(
        scope.Parameter("weight", [outputs / Panels.Width, inputs, Panels.Width], Initializer.FanIn(inputs)).Value,
        scope.Parameter("bias", [outputs], Initializer.Zeros).Value);

    /// <summary>x = norm(x + attention(x)), then x = norm(x + feed-forward(x)).</summary>
    private sealed class Layer
    {
        private readonly MiniLmConfig _config;
        private readonly PanelLinear _packed, _output, _expand, _contract;
        private readonly Norm _norm1, _norm2;

        public Layer(ParameterScope scope, MiniLmConfig config)
        {
            _config = config;
            var (attention, width) = (scope.Enter("attention"), config.Width);
            _packed = Dense(attention.Enter("self").Enter("packed"), width, 3 * width);
            _output = Dense(attention.Enter("output").Enter("dense"), width, width);
            _norm1 = new Norm(attention.Enter("output").Enter("LayerNorm"), config);
            _expand = Dense(scope.Enter("intermediate").Enter("dense"), width, config.FeedForward);
            _contract = Dense(scope.Enter("output").Enter("dense"), config.FeedForward, width);
            _norm2 = new Norm(scope.Enter("output").Enter("LayerNorm"), config);
        }

        public void Forward(Tensor x, (int Start, int Count)[] texts, Tensor packed, Tensor attended, Tensor hidden)
        {
            _packed.Forward(x, packed); // [tokens, 3 width]
            if (texts.Length == 1)
                Attend(texts[0], packed, attended);
            else
                Parallelism.For(texts.Length, i => Attend(texts[i], packed, attended));
            _output.Forward(attended, x, adds: true);
            _norm1.Forward(x, x);
            _expand.Forward(x, hidden, activation: FeedForwardActivation.Gelu); // [tokens, feed-forward]
            _contract.Forward(hidden, x, adds: true);
            _norm2.Forward(x, x);
        }

        private void Attend((int Start, int Count) text, Tensor packed, Tensor attended)
        {
            var one = packed.Slice(text.Start, text.Count).Reshape(1, text.Count, packed.Size(1)); // [1, tokens, 3 width]
            Inference.Attention(one, one, _config.Heads, causal: false, attended.Slice(text.Start, text.Count));
        }
    }
}
