using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Autograd;
using Viml.Engine.Tests.Kernels;
using Viml.Engine.Weights;
using Viml.Testing;

namespace Viml.Engine.Tests.Layers;

[Collection(SimdCollection.Name)]
public sealed class TransformerLayerTests
{
    private static readonly TransformerLayerConfig Config = new(32, 4, 64);

    [Theory]
    [InlineData("transformer_layer_prenorm", true)]
    [InlineData("transformer_layer_postnorm", false)]
    public void Output_and_gradients_equal_PyTorch(string name, bool normFirst)
    {
        using var fixture = new Fixture(name);
        OperationCheck.InEveryMode(mode =>
        {
            var parameters = ParameterSet.FromWeights(new Prefixed(fixture.File, "p."));
            var layer = new TransformerLayer(parameters.Root, Config with { NormFirst = normFirst });
            parameters.EnsureComplete();
            var x = new Variable(fixture["x"].Clone(), true);
            var padding = Padding(fixture);
            var tape = Tape.ForTraining(1);

            var output = layer.Forward(tape, x, padding);
            tape.Backward(OperationCheck.WeightedSum(tape, output, fixture["w"]));

            // The reference shows zeros where a step is padded and has no weight there.
            var shown = output.Value.Clone();
            for (var step = 0; step < padding.Batch * padding.Time; step++)
                if (padding[step / padding.Time, step % padding.Time])
                    shown.Span.Slice(step * Config.Width, Config.Width).Clear();
            Close.Assert(fixture["out"].Span, shown.Span, 1e-5, 1e-4, $"output, {mode}");
            Close.Assert(fixture["gx"].Span, x.Gradient!.Span, 1e-5, 1e-4, $"input gradient, {mode}");
            foreach (var (parameter, variable) in parameters.Trainable)
                Close.Assert(fixture["g." + parameter].Span, variable.Gradient!.Span, 2e-5, 1e-4, $"gradient of {parameter}, {mode}");
        });
    }

    [Fact]
    public void Padded_steps_change_nothing()
    {
        var layer = new TransformerLayer(ParameterSet.Random(3).Root, Config);
        var x = Samples.Normal(1, 2, 6, 32);
        var padding = new PaddingMask(2, 6);
        padding.SetLength(0, 4);
        var before = layer.Forward(Tape.ForInference(), new Variable(x), padding).Value.Clone();

        x.Span.Slice(4 * 32, 2 * 32).Fill(77);
        var after = layer.Forward(Tape.ForInference(), new Variable(x), padding).Value;

        Assert.Equal(before.Slice(0, 1).Span[..(4 * 32)].ToArray(), after.Slice(0, 1).Span[..(4 * 32)].ToArray());
        Assert.Equal(before.Slice(1, 1).Span.ToArray(), after.Slice(1, 1).Span.ToArray());
    }

    [Fact]
    public void Training_without_dropout_and_inference_give_the_same()
    {
        var layer = new TransformerLayer(ParameterSet.Random(3).Root, Config);
        var x = new Variable(Samples.Normal(1, 2, 6, 32));

        Assert.Equal(
            layer.Forward(Tape.ForInference(), x).Value.Span.ToArray(), layer.Forward(Tape.ForTraining(1), x).Value.Span.ToArray());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void First_steps_alone_equal_those_of_the_whole(bool normFirst)
    {
        var (whole, first) = (Run(null), Run(2));

        Assert.Equal(whole.Count, first.Count);
        foreach (var (name, expected) in whole)
            Close.Assert(expected, first[name], 1e-5, 1e-4, name);

        Dictionary<string, float[]> Run(int? steps)
        {
            var parameters = ParameterSet.Random(3);
            var layer = new TransformerLayer(parameters.Root, Config with { NormFirst = normFirst });
            var x = new Variable(Samples.Normal(1, 3, 6, 32), true);
            var padding = new PaddingMask(3, 6);
            padding.SetLength(0, 4);
            var tape = Tape.ForTraining(1);
            var output = tape.SliceAxis(layer.Forward(tape, x, padding, steps), 1, 0, 2);
            tape.Backward(OperationCheck.WeightedSum(tape, output, Samples.Normal(2, 3, 2, 32)));
            var results = parameters.Trainable.ToDictionary(
                parameter => parameter.Name, parameter => parameter.Variable.Gradient!.Span.ToArray());
            (results["output"], results["input"]) = (output.Value.Span.ToArray(), x.Gradient!.Span.ToArray());
            return results;
        }
    }

    private static PaddingMask Padding(Fixture fixture)
    {
        var marks = fixture.File.ReadBytes("padding");
        var shape = fixture.File.Shape("padding");
        var padding = new PaddingMask(shape[0], shape[1]);
        for (var i = 0; i < marks.Length; i++)
            padding[i / shape[1], i % shape[1]] = marks[i] != 0;
        return padding;
    }

    /// <summary>The tensors below a prefix, by the rest of their names, in memory of their own.</summary>
    private sealed class Prefixed(IWeightSource source, string prefix) : IWeightSource
    {
        public string Path => source.Path;

        public IReadOnlyList<string> Names =>
            [.. source.Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..])];

        public bool Contains(string name) => source.Contains(prefix + name);

        public IReadOnlyList<int> Shape(string name) => source.Shape(prefix + name);

        public Tensor Read(string name) => source.Read(prefix + name).Clone();
    }
}
