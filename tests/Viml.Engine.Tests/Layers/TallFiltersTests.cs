using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Layers;

[Collection(SimdCollection.Name)]
public sealed class TallFiltersTests
{
    // Batch, rows and columns of the images, filters, rows and columns of each, padding. The outputs have 1, 2, 3 and 4 rows more than
    // whole groups.
    public static TheoryData<int, int, int, int, int, int, int> Shapes { get; } = new()
    {
        { 1, 1, 1, 1, 1, 1, 0 }, { 2, 96, 188, 13, 67, 7, 3 }, { 2, 96, 40, 64, 38, 7, 3 }, { 3, 9, 11, 5, 4, 3, 1 },
        { 1, 3, 70, 7, 3, 1, 0 }, { 5, 12, 33, 20, 5, 2, 4 }, { 1, 40, 5, 3, 33, 5, 0 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_family_gives_the_maximum_of_the_convolution(
        int batch, int rows, int columns, int filters, int filterRows, int filterColumns, int padding)
    {
        var images = Tensor.From(Numbers.Random(batch * rows * columns, 1), batch, rows, columns);
        var weight = Tensor.From(Numbers.Random(filters * filterRows * filterColumns, 2), filters, 1, filterRows, filterColumns);
        var bias = Tensor.From(Numbers.Random(filters, 3), filters);
        var expected = Reference(images, weight, bias, padding);
        var layer = new TallFilters(weight, bias, padding);
        foreach (var level in SimdCollection.Levels)
            SimdCollection.With(level, () =>
            {
                var y = new Tensor(batch, filters + 2, expected.Length / batch / filters);
                y.Span.Fill(-7);

                layer.Forward(images, y, 1);

                var tolerance = 1e-5f * MathF.Sqrt(filterRows * filterColumns);
                for (var image = 0; image < batch; image++)
                {
                    var planes = y.Slice(image, 1).Reshape(filters + 2, y.Size(2));
                    Assert.All(planes.Slice(0, 1).Span.ToArray(), value => Assert.Equal(-7, value));
                    Assert.All(planes.Slice(filters + 1, 1).Span.ToArray(), value => Assert.Equal(-7, value));
                    var length = filters * y.Size(2);
                    Numbers.Near(expected.AsSpan(image * length, length), planes.Slice(1, filters).Span, tolerance, 0, $"{level}");
                }
            });
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TallFilters(new Tensor(2, 2, 3, 3), new Tensor(2), 0));
        Assert.Throws<ArgumentException>(() => new TallFilters(new Tensor(2, 1, 3, 3), new Tensor(3), 0));
        var layer = new TallFilters(new Tensor(2, 1, 3, 3), new Tensor(2), 1);
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(1, 2, 5), new Tensor(1, 2, 5), 0));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(1, 3, 5), new Tensor(1, 2, 5), 1));
        Assert.Throws<ArgumentException>(() => layer.Forward(new Tensor(1, 3, 5), new Tensor(1, 2, 4), 0));
        layer.Forward(new Tensor(0, 3, 5), new Tensor(0, 2, 5), 0);
    }

    private static float[] Reference(Tensor images, Tensor weight, Tensor bias, int padding)
    {
        var shape = new ConvolutionShape(
            images.Size(0), 1, images.Size(1), images.Size(2), weight.Size(0), weight.Size(2), weight.Size(3), PaddingWidth: padding);
        var output = new float[shape.OutputLength];
        SimdCollection.With(SimdLevel.Scalar, () => Convolution.Forward(shape, images.Span, weight.Span, bias.Span, output));
        var maxima = new float[shape.Batch * shape.OutputChannels * shape.OutputWidth]; // ReLU: never below zero
        for (var i = 0; i < output.Length; i++)
        {
            var at = i / (shape.OutputHeight * shape.OutputWidth) * shape.OutputWidth + i % shape.OutputWidth;
            maxima[at] = Math.Max(maxima[at], output[i]);
        }
        return maxima;
    }
}
