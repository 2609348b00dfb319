using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Tests.Kernels;
using Viml.Testing;
using Tensor = Viml.Engine.Tensors.Tensor;

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
    [InlineData(3, 24, 10)]
    [InlineData(50, 600, 40)]
    [InlineData(100, 513, 65)]
    public void Every_family_gives_the_linear_layer(int rows, int inputs, int outputs)
    {
        Tensor x = Samples.Normal(1, rows, inputs), weight = Samples.Normal(2, outputs, inputs), bias = Samples.Normal(3, outputs);
        var layer = new PanelLinear(Panels.OfLinear(weight), bias);
        foreach (var level in SimdCollection.Levels)
            foreach (var adds in new[] { false, true })
                SimdCollection.With(level, () =>
                {
                    Tensor expected = new(rows, outputs), y = Samples.Normal(4, rows, outputs);
                    Inference.Linear(x, weight, bias, expected);
                    if (adds) TensorPrimitives.Add(expected.Span, y.Span, expected.Span);

                    layer.Forward(x, y, adds: adds);

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

    [Theory]
    [InlineData(FeedForwardActivation.Gelu)]
    [InlineData(FeedForwardActivation.QuickGelu)]
    [InlineData(FeedForwardActivation.Relu)]
    public void An_activation_is_applied_to_the_result(FeedForwardActivation activation)
    {
        Tensor x = Samples.Normal(1, 40, 100), weight = Samples.Normal(2, 70, 100), bias = Samples.Normal(3, 70);
        Tensor expected = new(40, 70), y = new(40, 70);
        Inference.Linear(x, weight, bias, expected);
        Inference.Activate(activation, expected);

        new PanelLinear(Panels.OfLinear(weight), bias).Forward(x, y, activation: activation);

        Close.Assert(expected.Span, y.Span, 1e-4, 1e-5, $"{activation}");
    }

    [Fact]
    public void Only_the_columns_from_the_given_one_on_are_written()
    {
        Tensor x = Samples.Normal(1, 9, 20), weight = Samples.Normal(2, 40, 20), bias = Samples.Normal(3, 40);
        Tensor before = Samples.Normal(4, 9, 60), y = before.Clone(), product = new(9, 40);
        Inference.Linear(x, weight, bias, product);

        new PanelLinear(Panels.OfLinear(weight), bias).Forward(x, y, column: 7);

        for (var row = 0; row < 9; row++)
        {
            Span<float> was = before.Slice(row, 1).Span, now = y.Slice(row, 1).Span;
            Assert.Equal(was[..7], now[..7]);
            Close.Assert(product.Slice(row, 1).Span, now[7..47], 1e-5, 1e-5, $"row {row}");
            Assert.Equal(was[47..], now[47..]);
        }
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
        Assert.Throws<ArgumentException>(() => Panels.OfLinear(new Tensor(32, 4, 1)));
        Assert.Throws<ArgumentException>(() => new PanelLinear(new Tensor(1, 4, 32), new Tensor(33)));
        Assert.Throws<ArgumentException>(() => new PanelLinear(new Tensor(1, 4, 16), new Tensor(16)));
        var layer = new PanelLinear(new Tensor(1, 4, 32), new Tensor(32));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 5), new Tensor(2, 32)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 4), new Tensor(3, 32)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 4), new Tensor(4, 16)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(2, 4), new Tensor(2, 40), column: 9));
    }
}
