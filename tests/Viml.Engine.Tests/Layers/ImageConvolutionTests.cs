using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;
using Viml.Testing;

namespace Viml.Engine.Tests.Layers;

[Collection(SimdCollection.Name)]
public sealed class ImageConvolutionTests
{
    // Batch, height, width, inputs, outputs, kernel, stride. Those with 3 and 1 are tiled where inputs are a multiple of 4; tiles stand
    // over.
    [Theory]
    [InlineData(2, 20, 31, 3, 32, 7, 2)]
    [InlineData(1, 6, 5, 5, 64, 1, 2)]
    [InlineData(3, 9, 7, 8, 32, 3, 2)]
    [InlineData(1, 1, 1, 4, 32, 3, 1)]
    [InlineData(2, 8, 8, 16, 64, 3, 1)]
    [InlineData(5, 7, 13, 12, 32, 3, 1)]
    [InlineData(3, 10, 6, 32, 96, 3, 1)]
    [InlineData(2, 11, 4, 6, 32, 3, 1)]
    [InlineData(4, 7, 7, 256, 32, 3, 1)]
    [InlineData(2, 7, 7, 300, 32, 3, 1)]
    [InlineData(1, 40, 40, 3, 32, 5, 1)]
    [InlineData(0, 8, 8, 4, 32, 3, 1)]
    public void Every_family_gives_the_convolution_it_is_defined_by(
        int batch, int height, int width, int inputs, int outputs, int kernel, int stride)
    {
        Tensor x = Samples.Normal(1, batch, inputs, height, width), bias = Samples.Normal(3, outputs);
        var weight = Samples.Normal(2, outputs, inputs, kernel, kernel);
        var shape = new ConvolutionShape(batch, inputs, height, width, outputs, kernel, kernel, stride, stride, kernel / 2, kernel / 2);
        var sums = new Tensor(batch, outputs, shape.OutputHeight, shape.OutputWidth);
        Convolution.Forward(shape, x.Span, weight.Span, bias.Span, sums.Span);
        var layer = new ImageConvolution(Panels.OfConvolution(weight), bias, kernel, stride);
        foreach (var level in SimdCollection.Levels)
            foreach (var (adds, relu) in new[] { (false, false), (true, true) })
                SimdCollection.With(level, () =>
                {
                    var y = new Tensor(layer.OutputShape(ChannelsLast(x)));
                    y.Span.Fill(0.5f);
                    var expected = ChannelsLast(sums);
                    foreach (ref var value in expected.Span)
                        value = relu ? Math.Max(0, value + 0.5f) : value;

                    layer.Forward(ChannelsLast(x), y, adds, relu);

                    // The transforms of tiles lose a digit.
                    Close.Assert(expected.Span, y.Span, 4e-5 * kernel * Math.Sqrt(inputs), 1e-5, $"{level}, {adds}");
                });
    }

    [Fact]
    public void The_maximum_is_taken_over_windows_of_three_by_three()
    {
        var x = Samples.Normal(5, 2, 7, 6, 5);
        var y = new Tensor(ImagePooling.MaximumShape(x));
        ImagePooling.Maximum(x, y);
        Assert.Equal([2, 4, 3, 5], y.Shape.ToArray());
        for (var i = 0; i < y.Length; i++)
        {
            var (channel, column, row, image) = (i % 5, i / 5 % 3, i / 15 % 4, i / 60);
            var window = from down in Enumerable.Range(2 * row - 1, 3)
                         from across in Enumerable.Range(2 * column - 1, 3)
                         where down is >= 0 and < 7 && across is >= 0 and < 6
                         select x.Span[((image * 7 + down) * 6 + across) * 5 + channel];
            Assert.Equal(window.Max(), y.Span[i]);
        }
    }

    [Fact]
    public void The_average_is_taken_over_all_pixels()
    {
        var x = Samples.Normal(6, 2, 3, 4, 5);
        var y = new Tensor(2, 9);
        ImagePooling.Average(x, y, 3);
        for (var image = 0; image < 2; image++)
            for (var column = 0; column < 9; column++)
            {
                var values = Enumerable.Range(0, 12)
                    .Select(pixel => column is >= 3 and < 8 ? x.Span[(image * 12 + pixel) * 5 + column - 3] : 0);
                Close.Assert(values.Average(), y.Span[image * 9 + column], 1e-6, 0, "mean");
            }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Panels.OfConvolution(new Tensor(16, 3, 3, 3)));
        Assert.Throws<ArgumentException>(() => new ImageConvolution(new Tensor(1, 27, 32), new Tensor(32), 2, 1));
        Assert.Throws<ArgumentException>(() => new ImageConvolution(new Tensor(1, 26, 32), new Tensor(32), 3, 1));
        Assert.Throws<ArgumentException>(() => new ImageConvolution(new Tensor(1, 27, 32), new Tensor(64), 3, 1));
        var layer = new ImageConvolution(new Tensor(1, 27, 32), new Tensor(32), 3, 1);
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(1, 5, 5, 4), new Tensor(1, 5, 5, 32)));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(1, 5, 5, 3), new Tensor(1, 5, 4, 32)));
        Assert.Throws<ArgumentException>(() => ImagePooling.Maximum(new Tensor(1, 5, 5, 3), new Tensor(1, 2, 3, 3)));
        Assert.Throws<ArgumentException>(() => ImagePooling.Average(new Tensor(1, 5, 5, 3), new Tensor(1, 3), 1));
    }

    // [batch, channels, height, width] to [batch, height, width, channels].
    private static Tensor ChannelsLast(Tensor x)
    {
        var (channels, pixels) = (x.Size(1), x.Size(2) * x.Size(3));
        var y = new Tensor(x.Size(0), x.Size(2), x.Size(3), channels);
        for (var i = 0; i < x.Length; i++)
        {
            var (image, rest) = Math.DivRem(i, channels * pixels);
            y.Span[(image * pixels + rest % pixels) * channels + rest / pixels] = x.Span[i];
        }
        return y;
    }
}
