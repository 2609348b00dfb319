using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;
using Viml.Testing;

namespace Viml.Engine.Tests.Layers;

[Collection(SimdCollection.Name)]
public sealed class PanelLinearTests
{
    // The depths are below, at and above one pass; the rows leave every rest of a tile and of a block.
    [Theory]
    [InlineData(1, 1, 32)]
    [InlineData(5, 7, 64)]
    [InlineData(12, 384, 96)]
    [InlineData(13, 512, 32)]
    [InlineData(97, 513, 64)]
    [InlineData(215, 1100, 320)]
    [InlineData(0, 4, 32)]
    public void Every_family_gives_the_linear_layer(int rows, int inputs, int outputs)
    {
        Tensor x = Samples.Normal(1, rows, inputs), weight = Samples.Normal(2, outputs, inputs), bias = Samples.Normal(3, outputs);
        var layer = new PanelLinear(Panels.OfLinear(weight), bias);
        foreach (var level in SimdCollection.Levels)
            foreach (var adds in new[] { false, true })
                SimdCollection.With(level, () =>
                {
                    Tensor expected = Samples.Normal(4, rows, outputs), y = expected.Clone();
                    Inference.Linear(x, weight, bias, expected, adds: adds);

                    layer.Forward(x, y, adds);

                    Close.Assert(expected.Span, y.Span, 1e-5 * Math.Sqrt(inputs), 1e-5, $"{level}");
                });
    }

    [Fact]
    public void Threads_do_not_change_the_result()
    {
        Tensor x = Samples.Normal(1, 100, 700), bias = Samples.Normal(3, 128);
        var layer = new PanelLinear(Panels.OfLinear(Samples.Normal(2, 128, 700)), bias);
        Tensor one = new(100, 128), four = new(100, 128);
        SimdCollection.WithThreads(1, () => layer.Forward(x, one));
        SimdCollection.WithThreads(4, () => layer.Forward(x, four));
        Assert.Equal(one.Span, four.Span);
    }

    [Fact]
    public void Gelu_is_applied_to_the_result()
    {
        Tensor x = Samples.Normal(1, 40, 100), weight = Samples.Normal(2, 64, 100), bias = Samples.Normal(3, 64);
        Tensor expected = new(40, 64), y = new(40, 64);
        Inference.Linear(x, weight, bias, expected);
        Inference.Activate(FeedForwardActivation.Gelu, expected);

        new PanelLinear(Panels.OfLinear(weight), bias).Forward(x, y, gelu: true);

        Close.Assert(expected.Span, y.Span, 1e-4, 1e-5, "gelu");
    }

    [Fact]
    public void Rational_gelu_is_gelu_and_passes_infinity_and_nan_on()
    {
        float[] x = [.. Enumerable.Range(-2000, 4001).Select(i => i / 200f), 100];
        var y = new float[x.Length];
        Activations.Forward<RationalGelu>(x, y);
        Close.Assert([.. x.Select(value => (float)Gelu.Value(value))], y, 2e-6, 3e-7, "gelu");
        float[] special = [float.NaN, float.PositiveInfinity];
        Activations.Forward<RationalGelu>(special, special);
        Assert.Equal([float.NaN, float.PositiveInfinity], special);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Panels.OfLinear(new Tensor(33, 4)));
        Assert.Throws<ArgumentException>(() => Panels.OfLinear(new Tensor(32, 4, 1)));
        Assert.Throws<ArgumentException>(() => new PanelLinear(new Tensor(1, 4, 32), new Tensor(31)));
        Assert.Throws<ArgumentException>(() => new PanelLinear(new Tensor(1, 4, 16), new Tensor(16)));
        var layer = new PanelLinear(new Tensor(1, 4, 32), new Tensor(32));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 5), new Tensor(2, 32)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 4), new Tensor(3, 32)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 4), new Tensor(4, 16)));
    }
}
