using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

public sealed class AxisPoolingTests
{
    public static TheoryData<int, int, int> Shapes =>
        new() { { 1, 1, 1 }, { 3, 5, 1 }, { 3, 5, 7 }, { 1, 188, 40 }, { 64, 188, 1 }, { 0, 4, 3 }, { 4, 3, 0 }, { 300, 30, 20 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Maximum_and_its_derivative_match_plain_loops(int outer, int length, int inner)
    {
        var input = Numbers.Random(outer * length * inner, 1).Select(value => MathF.Round(value * 4)).ToArray();
        var outputGradient = Numbers.Random(outer * inner, 2);
        float[] output = new float[outer * inner], gradient = Numbers.Random(input.Length, 3), expected = [.. gradient];
        var indices = new int[output.Length];
        AxisPooling.Max(input, outer, length, inner, output, indices);
        AxisPooling.MaxGradient(outputGradient, indices, outer, length, inner, gradient);
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
            {
                var best = Enumerable.Range(0, length).MaxBy(step => input[(o * length + step) * inner + i]);
                Assert.Equal(best, indices[o * inner + i]);
                Assert.Equal(input[(o * length + best) * inner + i], output[o * inner + i]);
                expected[(o * length + best) * inner + i] += outputGradient[o * inner + i];
            }
        Assert.Equal(expected, gradient);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mean_and_its_derivative_match_plain_loops(int outer, int length, int inner)
    {
        float[] input = Numbers.Random(outer * length * inner, 1), outputGradient = Numbers.Random(outer * inner, 2);
        float[] output = new float[outer * inner], gradient = Numbers.Random(input.Length, 3), before = [.. gradient];
        AxisPooling.Mean(input, outer, length, inner, output);
        AxisPooling.MeanGradient(outputGradient, outer, length, inner, gradient);
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
            {
                Assert.Equal(
                    Enumerable.Range(0, length).Average(step => input[(o * length + step) * inner + i]), output[o * inner + i], 1e-5f);
                for (var step = 0; step < length; step++)
                {
                    var at = (o * length + step) * inner + i;
                    Assert.Equal(before[at] + outputGradient[o * inner + i] / length, gradient[at], 1e-5f);
                }
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void The_first_not_a_number_is_the_maximum(int inner)
    {
        var input = Numbers.Random(6 * inner, 1);
        for (var i = 0; i < inner; i++)
            input[2 * inner + i] = input[4 * inner + i] = float.NaN;
        var output = new float[inner];
        var indices = new int[inner];
        AxisPooling.Max(input, 1, 6, inner, output, indices);
        Assert.All(output, value => Assert.True(float.IsNaN(value)));
        Assert.All(indices, index => Assert.Equal(2, index));
    }

    [Fact]
    public void An_empty_axis_has_no_maximum_and_no_mean()
    {
        Assert.Throws<ArgumentException>(() => AxisPooling.Max([], 2, 0, 1, new float[2], new int[2]));
        Assert.Throws<ArgumentException>(() => AxisPooling.Mean([], 2, 0, 1, new float[2]));
        Assert.Throws<ArgumentException>(() => AxisPooling.Mean(new float[5], 2, 3, 1, new float[2]));
    }
}
