using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

public sealed class MusiCnnTests
{
    private static readonly MusiCnnConfig Tiny = new()
    {
        VerticalFilters = 3, HorizontalFilters = 2, MiddleFilters = 4, Features = 5, Tags = 6, Dropout = 0,
    };

    [Fact]
    public void Forward_gives_features_that_are_not_negative_and_logits()
    {
        var network = MusiCnn.Random(Tiny, 1);

        var output = network.Forward(Tape.ForInference(), new Variable(Mel(2)));

        Assert.Equal([2, 5], output.Features.Shape.ToArray());
        Assert.Equal([2, 6], output.Logits.Shape.ToArray());
        Assert.All(output.Features.Value.Span.ToArray(), value => Assert.True(value >= 0));
    }

    [Fact]
    public void A_window_has_the_same_result_alone_and_in_a_batch()
    {
        var network = MusiCnn.Random(Tiny, 1);
        var mel = Mel(3);

        var together = network.Forward(Tape.ForInference(), new Variable(mel)).Logits.Value;
        var alone = network.Forward(Tape.ForInference(), new Variable(mel.Slice(1, 1))).Logits.Value;

        for (var i = 0; i < 6; i++)
            Assert.Equal(together.Span[6 + i], alone.Span[i], 1e-4f);
    }

    [Fact]
    public void Load_makes_weights_zero_that_are_too_small_to_be_heard()
    {
        using var folder = new TemporaryFolder();
        var network = MusiCnn.Random(Tiny, 1);
        var weights = network.Parameters.All.First(entry => entry.Name == "layers.0.conv.weight").Variable.Value;
        weights.Span[0] = 1e-40f;
        var kept = weights.Span[1];
        network.Parameters.Save(folder["weights.safetensors"]);

        var loaded = MusiCnn.Load(Tiny, folder["weights.safetensors"]).Parameters.All.First(
            entry => entry.Name == "layers.0.conv.weight").Variable.Value;

        Assert.Equal(0, loaded.Span[0]);
        Assert.Equal(kept, loaded.Span[1]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Inference_with_folded_norms_gives_what_the_tape_gives(int windows)
    {
        var parameters = ParameterSet.Random(1);
        var network = new MusiCnn(Tiny, parameters);
        var random = new Random(2);
        foreach (var (name, variable) in parameters.All.Where(entry => entry.Name.Contains("bn", StringComparison.Ordinal)))
            foreach (ref var value in variable.Value.Span)
                value = name.EndsWith("running_var", StringComparison.Ordinal) ? random.NextSingle() + 0.5f : 2 * random.NextSingle() - 1;
        var mel = Mel(windows);

        var expected = network.Forward(Tape.ForInference(), new Variable(mel));
        var (features, logits) = network.ForInference().Forward(mel);

        Assert.Contains(features.Span.ToArray(), value => value > 0.1f);
        AssertNear(expected.Features.Value, features);
        AssertNear(expected.Logits.Value, logits);

        static void AssertNear(Tensor expected, Tensor actual)
        {
            Assert.Equal(expected.Shape.ToArray(), actual.Shape.ToArray());
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected.Span[i], actual.Span[i], 1e-5f * (1 + Math.Abs(expected.Span[i])));
        }
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        var network = MusiCnn.Random(Tiny, 1);
        var tape = Tape.ForTraining(1);

        tape.Backward(tape.BinaryCrossEntropyWithLogits(network.Forward(tape, new Variable(Mel(3))).Logits, new Tensor(3, 6)));

        foreach (var (name, variable) in network.Parameters.Trainable)
            Assert.True(variable.Gradient is not null && variable.Gradient.Span.ContainsAnyExcept(0f), $"{name} has no gradient");
    }

    [Fact]
    public void The_full_size_has_the_tensors_of_the_public_weights()
    {
        var shapes = MusiCnn.Random(MusiCnnConfig.Full, 1).Parameters.All.ToDictionary(
            pair => pair.Name, pair => pair.Variable.Shape.ToArray());

        Assert.Equal(60, shapes.Count);
        Assert.Equal([204, 1, 67, 7], shapes["layers.0.conv.weight"]);
        Assert.Equal([51, 1, 129], shapes["layers.2.conv.weight"]);
        Assert.Equal([64, 561, 7], shapes["layer1.conv.weight"]);
        Assert.Equal([200, 1506], shapes["dense1.weight"]);
        Assert.Equal([50, 200], shapes["dense2.weight"]);
        Assert.Contains("spec_bn.running_mean", shapes.Keys);
    }

    [Fact]
    public void Saved_as_float16_and_loaded_it_gives_nearly_the_same()
    {
        using var folder = new TemporaryFolder();
        var network = MusiCnn.Random(Tiny, 1);
        network.Parameters.Save(folder["musicnn.safetensors"], WeightType.F16);

        var loaded = MusiCnn.Load(Tiny, folder["musicnn.safetensors"]);

        var expected = network.Forward(Tape.ForInference(), new Variable(Mel(1))).Logits.Value.Span;
        var actual = loaded.Forward(Tape.ForInference(), new Variable(Mel(1))).Logits.Value.Span;
        for (var i = 0; i < 6; i++)
            Assert.Equal(expected[i], actual[i], 0.02f);
    }

    [Fact]
    public void Another_number_of_bands_is_an_error_with_the_shape() =>
        Assert.Contains("[1, 1, 64, 188]", Assert.Throws<ArgumentException>(
            () => MusiCnn.Random(Tiny, 1).Forward(Tape.ForInference(), new Variable(new Tensor(1, 1, 64, 188)))).Message);

    private static Tensor Mel(int batch)
    {
        var random = new Random(5);
        var mel = new Tensor(batch, 1, 96, 188);
        foreach (ref var value in mel.Span)
            value = (float)(random.NextDouble() * 4 - 2);
        return mel;
    }
}
