using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

public sealed class PoolingTests
{
    private static readonly PoolingShape[] Shapes =
    [
        new(6, 18, 21, 2, 4, 2, 4),
        new(6, 9, 8, 3, 3, 1, 1, 1, 1),
        new(1, 1, 1, 1, 1, 1, 1),
        new(3, 30, 188, 30, 1, 1, 1),
        new(2, 7, 5, 3, 2, 2, 3, 1, 1),
        new(40, 40, 40, 2, 2, 2, 2),
        new(0, 4, 4, 2, 2, 2, 2),
    ];

    [Fact]
    public void Maximum_is_the_first_largest_real_element_of_each_window_and_takes_the_whole_gradient()
    {
        foreach (var shape in Shapes)
        {
            var input = Numbers.Random((int)shape.InputLength, 1).Select(value => MathF.Round(value * 4)).ToArray();
            float[] output = new float[shape.OutputLength], outputGradient = Numbers.Random((int)shape.OutputLength, 2);
            var indices = new int[output.Length];
            Pooling.Max(shape, input, output, indices);
            float[] gradient = Numbers.Random(input.Length, 3), expectedGradient = [.. gradient];
            Pooling.MaxGradient(shape, outputGradient, indices, gradient);
            foreach (var (at, window) in Windows(shape))
            {
                var best = window.MaxBy(i => input[i]);
                Assert.Equal(input[best], output[at]);
                Assert.Equal(best % (shape.InputHeight * shape.InputWidth), indices[at]);
                expectedGradient[best] += outputGradient[at];
            }
            Numbers.Near(expectedGradient, gradient, 1e-6f, 1e-6f, "gradient");
        }
    }

    [Fact]
    public void Average_divides_by_the_real_elements_and_shares_the_gradient_among_them()
    {
        foreach (var shape in Shapes)
        {
            var input = Numbers.Random((int)shape.InputLength, 1);
            float[] output = new float[shape.OutputLength], outputGradient = Numbers.Random((int)shape.OutputLength, 2);
            Pooling.Average(shape, input, output);
            float[] gradient = Numbers.Random(input.Length, 3), expectedGradient = [.. gradient];
            Pooling.AverageGradient(shape, outputGradient, gradient);
            foreach (var (at, window) in Windows(shape))
            {
                Assert.Equal(window.Average(i => input[i]), output[at], 1e-5f);
                foreach (var i in window)
                    expectedGradient[i] += outputGradient[at] / window.Count;
            }
            Numbers.Near(expectedGradient, gradient, 1e-5f, 1e-5f, "gradient");
        }
    }

    [Fact]
    public void Not_a_number_counts_as_the_maximum()
    {
        float[] output = new float[1];
        int[] index = new int[1];
        Pooling.Max(new PoolingShape(1, 1, 3, 1, 3, 1, 1), [1, float.NaN, 2], output, index);
        Assert.True(float.IsNaN(output[0]));
        Assert.Equal(1, index[0]);
    }

    [Fact]
    public void Windows_in_the_padding_alone_and_wrong_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PoolingShape(1, 4, 4, 2, 2, 1, 1, 2).Validate());
        Assert.Throws<ArgumentException>(() => new PoolingShape(1, 4, 4, 5, 2, 1, 1).Validate());
        Assert.Throws<ArgumentException>(() => new PoolingShape(1, 4, 4, 2, 2, 0, 1).Validate());
        Assert.Throws<ArgumentException>(() => Pooling.Average(new PoolingShape(1, 2, 2, 1, 1, 1, 1), new float[4], new float[3]));
    }

    // Every output with the positions of the real elements of its window.
    private static IEnumerable<(int Output, List<int> Window)> Windows(PoolingShape s)
    {
        var output = 0;
        for (var plane = 0; plane < s.Planes; plane++)
            for (var row = 0; row < s.OutputHeight; row++)
                for (var column = 0; column < s.OutputWidth; column++)
                {
                    var window = new List<int>();
                    for (var ky = 0; ky < s.KernelHeight; ky++)
                        for (var kx = 0; kx < s.KernelWidth; kx++)
                        {
                            int y = row * s.StrideHeight - s.PaddingHeight + ky, x = column * s.StrideWidth - s.PaddingWidth + kx;
                            if (y >= 0 && y < s.InputHeight && x >= 0 && x < s.InputWidth)
                                window.Add((plane * s.InputHeight + y) * s.InputWidth + x);
                        }
                    yield return (output++, window);
                }
    }
}
