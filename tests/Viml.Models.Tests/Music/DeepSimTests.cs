using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;
using Viml.Models.Music;
using Viml.Testing;

namespace Viml.Models.Tests.Music;

public sealed class DeepSimTests
{
    private static readonly DeepSimConfig Tiny = new() { Unit = 1 };

    [Fact]
    public void Embeddings_meet_PyTorch()
    {
        using var reference = new Reference();
        var embedding = reference.Network.Forward(Tape.ForInference(), new Variable(Reference.Input()));
        Assert.Equal([3, 256], embedding.Shape.ToArray());
        Close.Assert(reference.Read("expected.embedding").Span, embedding.Value.Span, absolute: 1e-5, relative: 1e-4, "embedding");
    }

    [Fact]
    public void The_masked_triplet_loss_and_its_gradient_meet_PyTorch()
    {
        using var reference = new Reference();
        var embedding = new Variable(reference.Read("expected.embedding"), requiresGradient: true);
        TripletRows[] triplets =
        [
            new(0, 1, 2, DeepSim.MaskStart(MusicDimension.Genre), 64), new(0, 1, 2, DeepSim.MaskStart(MusicDimension.Tempo), 64),
            new(0, 1, 2, 0, 256),
        ];
        var tape = Tape.ForTraining(1);
        var loss = tape.MaskedTriplet(embedding, triplets, margin: 2);
        tape.Backward(loss);
        Close.Assert(reference.Read("expected.loss").Span, loss.Value.Span, absolute: 1e-6, relative: 1e-4, "loss");
        Close.Assert(reference.Read("expected.gradient").Span, embedding.Gradient!.Span, absolute: 1e-6, relative: 1e-4, "gradient");
    }

    [Fact]
    public void The_front_end_meets_the_reference()
    {
        using var reference = SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "frontend", "deepsim_mel.safetensors"));
        var actual = new float[128 * 129];
        DeepSimFrontEnd.Compute(reference.Read("pcm").Span, actual);
        DeepSimFrontEnd.Scale(actual);
        Close.Assert(reference.Read("input").Span, actual, absolute: 1e-4, relative: 1e-4, "input");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    public void The_cost_is_that_of_every_convolution_at_every_place(int unit)
    {
        var network = DeepSim.Random(new DeepSimConfig { Unit = unit }, 1);
        var expected = network.Parameters.Trainable.Where(parameter => parameter.Name.EndsWith("conv.weight", StringComparison.Ordinal))
            .Sum(parameter => parameter.Variable.Length * Places(parameter.Name.Split('.')));
        var cost = new DeepSimEncoder(network).Cost!;
        Assert.Equal(expected, cost.MultiplyAdds);
        Assert.Equal(network.Parameters.Count, cost.Parameters);
        if (unit == DeepSimConfig.Full.Unit)
            Assert.InRange(cost.MultiplyAdds, 0.85e9, 0.95e9);

        static long Places(string[] name)
        {
            if (name[0] != "blocks")
                return name[0] == "stem" ? 128 * 129 : 1;
            var side = 64 >> int.Parse(name[1], System.Globalization.CultureInfo.InvariantCulture);
            return name is [_, _, "strided", "wide", "0" or "1", ..] ? side * side : side * side / 4;
        }
    }

    [Fact]
    public void A_window_of_three_seconds_has_the_same_129_frames()
    {
        var samples = new float[DeepSimFrontEnd.WindowSamples];
        var random = new Random(1);
        for (var i = 0; i < samples.Length; i++) samples[i] = random.NextSingle() - 0.5f;
        float[] whole = new float[128 * 129], longer = new float[128 * 129];
        DeepSimFrontEnd.Compute(samples, whole);
        DeepSimFrontEnd.Compute([.. samples, .. new float[100]], longer);
        Assert.Equal(whole, longer);
        Assert.Contains("65535", Assert.Throws<ArgumentException>(() => DeepSimFrontEnd.Compute(new float[65535], whole)).Message);
        Assert.Contains("16512", Assert.Throws<ArgumentException>(() => DeepSimFrontEnd.Compute(samples, new float[9])).Message);
    }

    [Fact]
    public void The_published_size_has_2_8_million_weights()
    {
        var network = DeepSim.Random(DeepSimConfig.Full, 1);
        var scales = network.Parameters.Trainable.Where(
            p => p.Name.EndsWith("bn.weight", StringComparison.Ordinal)).Sum(p => p.Variable.Length);
        Assert.Equal(2_801_536, network.Parameters.Count - scales); // batch norm's shifts stand for the biases, its scales come on top
    }

    [Fact]
    public void Gradients_reach_every_parameter()
    {
        var network = DeepSim.Random(Tiny, 1);
        var tape = Tape.ForTraining(1);
        var mel = new Tensor(6, 1, 128, 129);
        var random = new Random(2);
        foreach (ref var value in mel.Span) value = random.NextSingle() * 4 - 2;
        var rows = network.Forward(tape, new Variable(mel));
        tape.Backward(tape.MaskedTriplet(rows, new TripletRows[] { new(0, 1, 2, 0, 256), new(3, 4, 5, 0, 256) }, 2));
        foreach (var (name, variable) in network.Parameters.Trainable)
            Assert.True(variable.Gradient is not null && variable.Gradient.Span.ContainsAnyExcept(0f), $"{name} has no gradient");
    }

    [Fact]
    public void The_encoder_gives_a_unit_vector_for_each_window_whatever_stands_beside_it()
    {
        using var reference = new Reference();
        var encoder = new DeepSimEncoder(reference.Network);
        var samples = new float[6 * encoder.WindowSamples];
        for (var i = 0; i < samples.Length; i++) samples[i] = MathF.Sin(i * (0.01f + i / encoder.WindowSamples * 0.02f));
        float[] together = new float[6 * 256], alone = new float[256];
        encoder.Encode(samples, 6, together, []);
        encoder.Encode(samples.AsSpan(5 * encoder.WindowSamples), 1, alone, []);
        Close.Assert(alone, together.AsSpan(5 * 256), absolute: 1e-5, relative: 1e-4, "the last window");
        Assert.Equal(1, alone.Sum(value => value * value), 1e-4f);

        var whole = DeepSimEncoder.WholeOf(new FeatureSequence(together, 6, 256, encoder.Rate));
        Assert.Equal(Enumerable.Range(0, 6).Average(window => together[window * 256 + 7]), whole[7], 1e-6f);
        Assert.Contains(
            "no tags", Assert.Throws<InvalidOperationException>(() => encoder.Encode(samples, 6, together, new float[89])).Message);
        Assert.Contains("66150", Assert.Throws<ArgumentException>(() => encoder.Encode(new float[5], 1, alone, [])).Message);
    }

    [Fact]
    public void Another_shape_is_an_error_that_shows_it() =>
        Assert.Contains("[1, 1, 129, 128]", Assert.Throws<ArgumentException>(
            () => DeepSim.Random(Tiny, 1).Forward(Tape.ForInference(), new Variable(new Tensor(1, 1, 129, 128)))).Message);

    [Fact]
    public void A_size_without_filters_is_an_error() =>
        Assert.Contains("Unit", Assert.Throws<ArgumentException>(() => new DeepSimConfig { Unit = 0 }.Validate()).Message);

    /// <summary>What PyTorch gave, see <c>tests/fixtures/deepsim/README.md</c>.</summary>
    private sealed class Reference : IDisposable
    {
        private readonly SafeTensorsFile _file = SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "deepsim", "network.safetensors"));

        public Reference()
        {
            var parameters = ParameterSet.FromWeights(_file);
            foreach (var name in _file.Names.Where(name => name.StartsWith("expected.", StringComparison.Ordinal)))
                parameters.Root.Ignore(name);
            Network = new DeepSim(Tiny, parameters);
        }

        public DeepSim Network { get; }

        public Tensor Read(string name) => _file.Read(name);

        /// <summary>The front end's reference input: as it is, backwards in time, and upside down.</summary>
        public static Tensor Input()
        {
            using var file = SafeTensorsFile.Open(Path.Combine(TestPaths.Fixtures, "frontend", "deepsim_mel.safetensors"));
            var window = file.Read("input").Span.ToArray();
            var input = new Tensor(3, 1, 128, 129);
            for (var band = 0; band < 128; band++)
                for (var t = 0; t < 129; t++)
                {
                    input.Span[band * 129 + t] = window[band * 129 + t];
                    input.Span[(128 + band) * 129 + t] = window[band * 129 + 128 - t];
                    input.Span[(256 + band) * 129 + t] = window[(127 - band) * 129 + t];
                }
            return input;
        }

        public void Dispose() => _file.Dispose();
    }
}
