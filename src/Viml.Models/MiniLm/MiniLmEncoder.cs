using System.Numerics.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Clip;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.MiniLm;

/// <summary>
/// Sentences with all-MiniLM-L6-v2: the states of the tokens, and as the feature of a text their mean brought to unit length (Reimers and
/// Gurevych, "Sentence-BERT", 2019). Thread-safe.
/// </summary>
public sealed class MiniLmEncoder : ITextEncoder
{
    /// <summary>The name by which bundles and users choose it.</summary>
    public const string EncoderName = "minilm";

    /// <summary>The version of tokenizer and network; changes whenever the same text would give other features.</summary>
    public const string CodeVersion = "1";

    // Tokens that are computed together: enough that packing the weights is a small part, few enough that the states stay in the caches.
    private const int BatchTokens = 1024;

    private readonly MiniLmModel _model;
    private readonly WordPieceTokenizer _tokenizer;

    private MiniLmEncoder(MiniLmModel model, WordPieceTokenizer tokenizer) => (_model, _tokenizer) = (model, tokenizer);

    /// <inheritdoc/>
    public string Name => EncoderName;

    /// <inheritdoc/>
    public string Version => CodeVersion;

    /// <inheritdoc/>
    public int Width => _model.Config.Width;

    /// <inheritdoc/>
    public EncoderCost? Cost => _model.Config.Cost;

    /// <summary>
    /// The tokens of a text at most, start and end included: 256, as the authors of the model set; it has positions for 512.
    /// </summary>
    public int MaximumSteps => _model.Config.Context;

    /// <summary>Reads a folder with <c>model.safetensors</c> and <c>vocab.txt</c>.</summary>
    /// <exception cref="ModelFileException">The vocabulary is missing or does not fit the weights.</exception>
    /// <exception cref="WeightFileException">The weights are not those of the model.</exception>
    /// <exception cref="IOException">The weights are missing or cannot be read.</exception>
    public static MiniLmEncoder Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        using var weights = SafeTensorsFile.Open(Path.Combine(folder, "model.safetensors"));
        var model = MiniLmModel.Load(MiniLmConfig.L6, weights);
        var path = Path.Combine(folder, "vocab.txt");
        var tokenizer = WordPieceTokenizer.Load(path);
        return tokenizer.VocabularySize == model.Config.Vocabulary
            ? new MiniLmEncoder(model, tokenizer)
            : throw new ModelFileException(
                path, $"as many tokens as the weights have, {model.Config.Vocabulary}", $"{tokenizer.VocabularySize}");
    }

    /// <inheritdoc/>
    public void Encode(string text, Span<float> feature)
    {
        Pool(States(text), feature);
    }

    /// <summary>The states of the tokens of a text, the start and the end token included.</summary>
    public FeatureSequence EncodeSteps(string text)
    {
        var states = States(text);
        return new FeatureSequence(states.Span.ToArray(), states.Size(0), Width, 0);
    }

    /// <summary>The states of the tokens of many texts: much faster than one by one.</summary>
    public IReadOnlyList<FeatureSequence> EncodeStepsAll(IReadOnlyList<string> texts)
    {
        var all = new List<FeatureSequence>();
        ForEach(texts, (_, states) => all.Add(new FeatureSequence(states.Span.ToArray(), states.Size(0), Width, 0)));
        return all;
    }

    /// <summary>The features of many texts, [texts, <see cref="Width"/>]: much faster than one by one.</summary>
    public float[] EncodeAll(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var features = new float[texts.Count * Width];
        ForEach(texts, (text, states) => Pool(states, features.AsSpan(text * Width, Width)));
        return features;
    }

    /// <summary>Gives the states of each text [tokens, width], with its number.</summary>
    private void ForEach(IReadOnlyList<string> texts, Action<int, Tensor> take)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var tokens = texts.Select(text => _tokenizer.Encode(text, _model.Config.Context)).ToArray();
        for (int first = 0, last; first < tokens.Length; first = last)
        {
            var total = tokens[first].Length;
            for (last = first + 1; last < tokens.Length && total + tokens[last].Length <= BatchTokens; last++)
                total += tokens[last].Length;
            var batch = tokens[first..last];
            var states = _model.Forward(batch.SelectMany(text => text).ToArray(), batch.Select(text => text.Length).ToArray());
            var start = 0;
            for (var i = 0; i < batch.Length; i++)
            {
                take(first + i, states.Slice(start, batch[i].Length));
                start += batch[i].Length;
            }
        }
    }

    /// <inheritdoc/>
    public string? Limitation(string text) =>
        _tokenizer.Encode(text, _model.Config.Context + 1).Length > _model.Config.Context
            ? $"The text is longer than {Name} reads: only its first {_model.Config.Context - 2} tokens count."
            : null;

    /// <summary>None: the model knows no tags of music.</summary>
    public float[] ImpliedTags(string text) => [];

    private Tensor States(string text)
    {
        var tokens = _tokenizer.Encode(text, _model.Config.Context);
        return _model.Forward(tokens, [tokens.Length]); // [tokens, width]
    }

    // The mean of all tokens, the start and the end token included.
    private static void Pool(Tensor states, Span<float> feature)
    {
        feature.Clear();
        var width = states.Size(1);
        for (var token = 0; token < states.Size(0); token++)
            TensorPrimitives.Add(feature, states.Span.Slice(token * width, width), feature);
        UnitLength.Apply(feature);
    }
}
