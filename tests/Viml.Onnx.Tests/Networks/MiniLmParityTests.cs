using Microsoft.ML.OnnxRuntime;
using Viml.Models;
using Viml.Models.MiniLm;
using Viml.Testing;

namespace Viml.Onnx.Tests.Networks;

/// <summary>all-MiniLM-L6-v2 on our engine beside ONNX Runtime, which runs the model of the package.</summary>
public sealed class MiniLmParityTests : IDisposable
{
    private static readonly string[] Texts =
    [
        "", "a", "sad piano", "No drums, no vocals: calm music for a beach at sunset.", "Café Zoë, naïve façade", "日本語 and English 中文",
        "\u0001\u0000\ufffd", "🎸", string.Join(' ', Enumerable.Repeat("slow dark strings and a distant choir", 40)),
        string.Concat(Enumerable.Repeat("word ", 100_000)),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Tokens_and_texts_are_encoded_as_by_onnx_runtime()
    {
        ITextEncoder encoder = MiniLmEncoder.Load(PackagedModels.Converted("minilm"));
        var tokenizer = WordPieceTokenizer.Load(Path.Combine(PackagedModels.Converted("minilm"), "vocab.txt"));
        using var session = new InferenceSession(PackagedModels.MiniLmOnnx(_folder.Path));
        foreach (var text in Texts)
        {
            var expected = States(session, tokenizer.Encode(text, encoder.MaximumSteps));
            var feature = new float[encoder.Width];
            encoder.Encode(text, feature);

            Close.Assert(expected, encoder.EncodeSteps(text).Values, 1e-4, 0, "states of tokens");
            Close.Assert(UnitMean(expected, encoder.Width), feature, 1e-5, 0, "feature");
        }
    }

    [SkippableFact]
    public void Many_texts_at_once_give_what_each_gives_alone()
    {
        var encoder = MiniLmEncoder.Load(PackagedModels.Converted("minilm"));
        string[] texts = [.. Texts, .. Enumerable.Range(0, 300).Select(i => $"text number {i} of many {new string('x', i % 7)}")];

        var together = encoder.EncodeAll(texts);

        var alone = new float[together.Length];
        for (var i = 0; i < texts.Length; i++)
            encoder.Encode(texts[i], alone.AsSpan(i * encoder.Width, encoder.Width));
        Close.Assert(alone, together, 1e-5, 0, "features");
        Assert.Empty(encoder.EncodeAll([]));
    }

    [SkippableFact]
    public void A_long_text_is_cut_and_this_is_said()
    {
        var encoder = MiniLmEncoder.Load(PackagedModels.Converted("minilm"));
        var words = Enumerable.Repeat("calm", 253).ToArray();

        Assert.Null(encoder.Limitation(string.Join(' ', [.. words, "music"])));
        Assert.Contains("first 254 tokens", encoder.Limitation(string.Join(' ', [.. words, "music", "again"])));
        Assert.Equal(256, encoder.EncodeSteps(string.Join(' ', Enumerable.Repeat("calm", 512))).Time);
        Assert.Equal(2, encoder.EncodeSteps("").Time);
    }

    private static float[] States(InferenceSession session, int[] tokens)
    {
        long[] shape = [1, tokens.Length];
        using var ids = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(tokens, token => (long)token), shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, tokens.Length).ToArray(), shape);
        using var segments = OrtValue.CreateTensorValueFromMemory(new long[tokens.Length], shape);
        using var options = new RunOptions();
        using var results = session.Run(
            options, ["input_ids", "attention_mask", "token_type_ids"], [ids, mask, segments], ["last_hidden_state"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private static float[] UnitMean(float[] states, int width)
    {
        var sums = new double[width];
        for (var i = 0; i < states.Length; i++)
            sums[i % width] += states[i];
        var length = Math.Sqrt(sums.Sum(value => value * value));
        return [.. sums.Select(value => (float)(value / length))];
    }
}
