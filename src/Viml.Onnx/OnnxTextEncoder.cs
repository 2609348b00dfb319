using Microsoft.ML.OnnxRuntime;
using Viml.Models;
using Viml.Models.Clip.Text;
using Viml.Models.MiniLm;

namespace Viml.Onnx;

/// <summary>A model of a user over texts. Its inputs have the names that exports of Transformers give them.</summary>
internal sealed class OnnxTextEncoder : ITextEncoder
{
    private const string Tokens = "input_ids", Mask = "attention_mask", Segments = "token_type_ids";

    private readonly OnnxManifest _manifest;
    private readonly OnnxModel _model;
    private readonly Func<string, int, int[]> _tokenize;

    public OnnxTextEncoder(string name, string folder, OnnxManifest manifest)
    {
        (Name, _manifest, _model) = (name, manifest, OnnxModel.Open(folder, manifest));
        _tokenize = TokenizerIn(folder, manifest.Texts!);
        var areKnown = _model.Inputs.All(input => input.Key is Tokens or Mask or Segments && input.Value.Dimensions.Length == 2
            && (input.Value.ElementType == typeof(long) || input.Value.ElementType == typeof(int)));
        if (!areKnown || !_model.Inputs.ContainsKey(Tokens))
            throw new ModelFileException(
                Path.Combine(folder, OnnxModel.FileName), $"the inputs {Tokens}, {Mask}, {Segments} of whole numbers [batch, tokens]",
                string.Join(", ", _model.Inputs.Select(input => $"{input.Key} of {input.Value.ElementType.Name}")));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Version => $"{OnnxEncoders.CodeVersion}-{_manifest.Version}";

    /// <inheritdoc/>
    public int Width => _manifest.Width;

    /// <inheritdoc/>
    public string Licence => _manifest.Licence;

    /// <inheritdoc/>
    public void Encode(string text, Span<float> feature)
    {
        var texts = _manifest.Texts!;
        var tokens = _tokenize(text, texts.Context);
        var length = texts.Padding < 0 ? tokens.Length : texts.Context;
        var inputs = new Dictionary<string, OrtValue>();
        try
        {
            foreach (var (name, input) in _model.Inputs)
            {
                var values = new long[length];
                if (name == Tokens)
                    values.AsSpan().Fill(texts.Padding);
                for (var i = 0; i < tokens.Length; i++)
                    values[i] = name == Tokens ? tokens[i] : name == Mask ? 1 : 0;
                inputs[name] = input.ElementType == typeof(long)
                    ? OrtValue.CreateTensorValueFromMemory(values, [1, length])
                    : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (int)value), [1, length]);
            }

            _model.Run(inputs, 1, tokens.Length, feature);
        }
        finally
        {
            foreach (var input in inputs.Values)
                input.Dispose();
        }
    }

    /// <inheritdoc/>
    public string? Limitation(string text) => _tokenize(text, _manifest.Texts!.Context + 1).Length > _manifest.Texts.Context
        ? $"The text is longer than {Name} reads: only its first {_manifest.Texts.Context - 2} tokens count."
        : null;

    /// <summary>None: the model knows no tags of music.</summary>
    public float[] ImpliedTags(string text) => [];

    private static Func<string, int, int[]> TokenizerIn(string folder, OnnxTexts texts)
    {
        if (texts.Tokenizer == "clip")
        {
            var clip = ClipTokenizer.Load(Path.Combine(folder, "vocab.json"), Path.Combine(folder, "merges.txt"));
            return (text, most) => clip.Prompt(text, most).Tokens;
        }

        return WordPieceTokenizer.Load(Path.Combine(folder, "vocab.txt")).Encode;
    }
}
