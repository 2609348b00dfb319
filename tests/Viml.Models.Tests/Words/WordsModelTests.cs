using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Words;
using Viml.Testing;

namespace Viml.Models.Tests.Words;

public sealed class WordsModelTests
{
    private static readonly WordsConfig Tiny = new()
    {
        Buckets = 4096, EmbeddingWidth = 8, HiddenWidth = 16, Width = 12, Tags = 3, Dropout = 0,
    };

    // Each text implies the tag of its place.
    private static readonly string[] Texts = ["slow sad piano", "fast happy drums", "dark heavy guitar"];

    [Fact]
    public void A_trained_encoder_implies_the_tags_of_its_texts_and_of_inflected_words()
    {
        var encoder = new WordsEncoder(Trained());

        for (var text = 0; text < Texts.Length; text++)
            Assert.Equal(text, Best(encoder.ImpliedTags(Texts[text])));
        Assert.Equal(1, Best(encoder.ImpliedTags("FASTER drumming, happily!")));
        Assert.Equal(0, Best(encoder.ImpliedTags("pianos played slowly")));
    }

    [Theory]
    [InlineData("...")]
    [InlineData("\0")]
    [InlineData("静かな")]
    [InlineData("\ud800")]
    public void A_text_of_which_nothing_is_known_gives_the_feature_of_the_empty_string(string text)
    {
        var encoder = new WordsEncoder(Trained());

        Assert.Equal(Encode(encoder, ""), Encode(encoder, text));
        Assert.NotEqual(Encode(encoder, ""), Encode(encoder, Texts[0]));
    }

    [Fact]
    public void An_unknown_word_changes_nothing()
    {
        var encoder = new WordsEncoder(Trained());

        var (without, with) = (Encode(encoder, "piano"), Encode(encoder, "静か piano"));

        for (var i = 0; i < without.Length; i++)
            Assert.Equal(without[i], with[i], 1e-5f);
    }

    [Fact]
    public void An_untrained_encoder_gives_every_text_the_same_finite_feature()
    {
        var encoder = new WordsEncoder(WordsModel.Random(Tiny, 1));

        Assert.Equal(Encode(encoder, ""), Encode(encoder, "slow piano"));
        Assert.All(Encode(encoder, ""), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        var model = Trained(); // while the table is empty, the layer above it sees zeros and has no gradient
        model.Parameters.Trainable.ToList().ForEach(pair => pair.Variable.ZeroGradient());
        var tape = Tape.ForTraining(1);
        var (ids, offsets) = Batch(model);

        tape.Backward(tape.BinaryCrossEntropyWithLogits(model.Forward(tape, ids, offsets).Logits, new Tensor(3, 3)));

        foreach (var (name, variable) in model.Parameters.Trainable)
            Assert.True(variable.Gradient is not null && variable.Gradient.Span.ContainsAnyExcept(0f), $"{name} has no gradient");
    }

    [Fact]
    public void Saved_as_float16_and_loaded_it_gives_nearly_the_same()
    {
        using var folder = new TemporaryFolder();
        var model = Trained();
        model.Parameters.Save(folder["words.safetensors"], WeightType.F16);

        var loaded = new WordsEncoder(WordsModel.Load(Tiny, folder["words.safetensors"]));

        var (expected, actual) = (Encode(new WordsEncoder(model), Texts[0]), Encode(loaded, Texts[0]));
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 0.01f);
    }

    [Fact]
    public void The_default_takes_less_than_four_megabytes_as_float16() =>
        Assert.InRange(WordsModel.Random(WordsConfig.Default, 1).Parameters.Count * 2, 1, 4_000_000);

    private static WordsModel Trained()
    {
        var model = WordsModel.Random(Tiny, 1);
        var (ids, offsets) = Batch(model);
        var tape = Tape.ForTraining(1);
        var targets = new Tensor(3, 3);
        for (var i = 0; i < 3; i++)
            targets.Span[i * 4] = 1;
        var loss = tape.BinaryCrossEntropyWithLogits(model.Forward(tape, ids, offsets).Logits, targets);
        var optimiser = new AdamW(model.Parameters.Trainable);
        for (var step = 0; step < 40; step++)
        {
            tape.Backward(loss);
            optimiser.Step(0.02);
            optimiser.ZeroGradients();
            tape.Replay();
        }
        return model;
    }

    private static (int[] Ids, int[] Offsets) Batch(WordsModel model)
    {
        var ids = Texts.Select(model.Tokenizer.Tokenize).ToArray();
        var offsets = new int[ids.Length + 1];
        for (var i = 0; i < ids.Length; i++)
            offsets[i + 1] = offsets[i] + ids[i].Length;
        return (ids.SelectMany(text => text).ToArray(), offsets);
    }

    private static float[] Encode(WordsEncoder encoder, string text)
    {
        var feature = new float[encoder.Width];
        encoder.Encode(text, feature);
        return feature;
    }

    private static int Best(float[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());
}
