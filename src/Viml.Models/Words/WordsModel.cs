using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Weights;

namespace Viml.Models.Words;

/// <summary>
/// The network of the <c>words</c> encoder: mean of hashed embeddings (after Joulin et al. 2016, fastText) -> hidden layer with GELU ->
/// layer norm = feature; a linear head predicts the tags that the text implies.
/// </summary>
public sealed class WordsModel
{
    private readonly Variable _table;
    private readonly Linear _hidden;
    private readonly Linear _output;
    private readonly LayerNorm _norm;
    private readonly Linear _tags;

    /// <summary>Takes or makes the parameters in <paramref name="parameters"/>.</summary>
    public WordsModel(WordsConfig config, ParameterSet parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(parameters);
        Config = config.Validate();
        Parameters = parameters;
        Tokenizer = new WordsTokenizer(config.Buckets);
        var root = parameters.Root;
        // Rows start at zero and are moved by the first text that has them: a row still at zero belongs to nothing that was ever read.
        _table = root.Enter("embedding").LookupTable("weight", config.Buckets, config.EmbeddingWidth, Initializer.Zeros);
        _hidden = new Linear(root.Enter("hidden"), config.EmbeddingWidth, config.HiddenWidth);
        _output = new Linear(root.Enter("output"), config.HiddenWidth, config.Width);
        _norm = new LayerNorm(root.Enter("norm"), config.Width);
        _tags = new Linear(root.Enter("tags"), config.Width, config.Tags);
        parameters.EnsureComplete();
    }

    /// <summary>The sizes.</summary>
    public WordsConfig Config { get; }

    /// <summary>Every parameter.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>Gives the ids that <see cref="Forward"/> takes.</summary>
    public WordsTokenizer Tokenizer { get; }

    /// <summary>A network with random weights and an empty table.</summary>
    public static WordsModel Random(WordsConfig config, int seed) => new(config, ParameterSet.Random(seed));

    /// <summary>A network with the weights of a safetensors file.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public static WordsModel Load(WordsConfig config, string path) =>
        WeightFiles.Load(path, parameters => new WordsModel(config, parameters));

    /// <summary>Features and tag logits of a batch of texts.</summary>
    /// <param name="tape">Training: dropout on the mean of the embeddings.</param>
    /// <param name="ids">The ids of all texts, one text after the other; room behind the last is allowed.</param>
    /// <param name="offsets">Where each text's ids start, and the end of the last: one more than texts.</param>
    public WordsOutput Forward(Tape tape, ReadOnlyMemory<int> ids, ReadOnlyMemory<int> offsets)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var mean = tape.Dropout(tape.EmbeddingBag(_table, ids, offsets), Config.Dropout); // [texts, embedding]
        var hidden = tape.Gelu(_hidden.Forward(tape, mean)); // [texts, hidden]
        var features = _norm.Forward(tape, _output.Forward(tape, hidden)); // [texts, width]
        return new WordsOutput(features, _tags.Forward(tape, features)); // [texts, tags]
    }

    /// <summary>The ids whose row has been trained.</summary>
    internal int[] Known(int[] ids)
    {
        var rows = _table.Value;
        return Array.FindAll(ids, id => rows.Span.Slice(id * Config.EmbeddingWidth, Config.EmbeddingWidth).ContainsAnyExcept(0f));
    }
}

/// <summary>The output of the network for a batch of texts: features [texts, width] and tag logits [texts, tags].</summary>
public sealed record WordsOutput(Variable Features, Variable Logits);
