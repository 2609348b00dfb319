using Viml.Engine.Kernels;

namespace Viml.Engine.Tests.Kernels;

[Collection(SimdCollection.Name)]
public sealed class ConvolutionTests
{
    // The oracle is ConvolutionReference (plain loops), itself met by PyTorch's numbers in the autograd tests.
    private static readonly ConvolutionShape[] Shapes =
    [
        new(1, 1, 1, 1, 1, 1, 1),
        new(2, 3, 17, 21, 8, 3, 5, StrideHeight: 2, PaddingHeight: 1, PaddingWidth: 2),
        new(2, 6, 1, 40, 10, 1, 7, PaddingWidth: 3),
        new(3, 1, 20, 37, 13, 13, 7, PaddingWidth: 3),
        new(5, 9, 1, 19, 33, 1, 7, PaddingWidth: 3),
        new(2, 4, 6, 5, 3, 3, 3, PaddingHeight: 1, PaddingWidth: 1),
        new(2, 5, 4, 9, 7, 1, 1),
        new(1, 3, 8, 8, 4, 4, 4, StrideHeight: 4, StrideWidth: 4),
        new(2, 2, 3, 3, 5, 3, 3),
        new(1, 2, 4, 4, 3, 2, 2, PaddingHeight: 2, PaddingWidth: 3),
        new(2, 90, 1, 50, 6, 1, 7, PaddingWidth: 3),
        new(1, 2, 40, 40, 20, 3, 3, StrideHeight: 3, StrideWidth: 2, PaddingHeight: 1),
        new(7, 3, 2, 300, 5, 2, 3, PaddingWidth: 1),
    ];

    [Fact]
    public void Every_family_matches_the_plain_loops_forward_and_backward()
    {
        foreach (var shape in Shapes)
        {
            var expected = Run(shape, SimdLevel.Scalar, 1);
            foreach (var level in SimdCollection.Levels)
                AssertNear(expected, Run(shape, level, 2), 2e-5f, $"{level} {shape}");
        }
    }

    [Fact]
    public void Every_width_from_1_to_70_matches()
    {
        for (var width = 1; width <= 70; width++)
        {
            var shape = new ConvolutionShape(2, 2, 3, width, 7, 2, 3, PaddingHeight: 1, PaddingWidth: 1);
            AssertNear(Run(shape, SimdLevel.Scalar, 1), Run(shape, Simd.Best, 2), 2e-5f, $"width {width}");
        }
    }

    [Fact]
    public void Thread_counts_1_2_and_5_give_identical_results()
    {
        foreach (var shape in Shapes)
        {
            var one = Run(shape, Simd.Best, 1);
            foreach (var threads in new[] { 2, 5 })
                foreach (var (expected, actual) in one.Zip(Run(shape, Simd.Best, threads)))
                    Assert.Equal(expected, actual);
        }
    }

    [Fact]
    public void Derivatives_add_to_what_is_there_and_bias_may_be_left_out()
    {
        var shape = new ConvolutionShape(1, 1, 1, 3, 1, 1, 1);
        float[] x = [1, 2, 3], w = [10], dy = [1, 1, 1], y = new float[3], dx = [5, 5, 5], dw = [7], db = [4];
        Convolution.Forward(shape, x, w, [], y);
        Convolution.InputGradient(shape, dy, w, dx);
        Convolution.WeightGradient(shape, x, dy, dw);
        Convolution.BiasGradient(shape, dy, db);
        Assert.Equal([10f, 20f, 30f], y);
        Assert.Equal([15f, 15f, 15f], dx);
        Assert.Equal([13f], dw);
        Assert.Equal([7f], db);
    }

    [Fact]
    public void An_empty_batch_does_nothing()
    {
        var shape = new ConvolutionShape(0, 2, 4, 4, 3, 2, 2);
        var dw = new float[shape.WeightLength];
        Convolution.Forward(shape, [], dw, [], []);
        Convolution.WeightGradient(shape, [], [], dw);
        Convolution.BiasGradient(shape, [], new float[3]);
        Assert.All(dw, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Impossible_shapes_and_wrong_lengths_are_refused()
    {
        var large = Assert.Throws<ArgumentException>(() => new ConvolutionShape(1, 1, 2, 2, 1, 3, 3).Validate());
        Assert.Contains("[3, 3]", large.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ConvolutionShape(1, 1, 2, 2, 1, 1, 1, StrideHeight: 0).Validate());
        var shape = new ConvolutionShape(1, 1, 2, 2, 1, 1, 1);
        Assert.Throws<ArgumentException>(() => Convolution.Forward(shape, new float[3], new float[1], [], new float[4]));
        Assert.Throws<ArgumentException>(() => Convolution.Forward(shape, new float[4], new float[1], new float[2], new float[4]));
    }

    private static float[][] Run(ConvolutionShape shape, SimdLevel level, int threads)
    {
        var x = Numbers.Random((int)shape.InputLength, 1);
        var w = Numbers.Random((int)shape.WeightLength, 2);
        var b = Numbers.Random(shape.OutputChannels, 3);
        var dy = Numbers.Random((int)shape.OutputLength, 4);
        float[] y = new float[dy.Length], dx = Numbers.Random(x.Length, 5), dw = Numbers.Random(w.Length, 6),
            db = Numbers.Random(b.Length, 7);
        y.AsSpan().Fill(float.NaN);
        SimdCollection.WithThreads(threads, () => SimdCollection.With(level, () =>
        {
            Convolution.Forward(shape, x, w, b, y);
            Convolution.InputGradient(shape, dy, w, dx);
            Convolution.WeightGradient(shape, x, dy, dw);
            Convolution.BiasGradient(shape, dy, db);
        }));
        return [y, dx, dw, db];
    }

    private static void AssertNear(float[][] expected, float[][] actual, float tolerance, string what)
    {
        string[] names = ["output", "input gradient", "weight gradient", "bias gradient"];
        for (var i = 0; i < names.Length; i++)
            Numbers.Near(expected[i], actual[i], tolerance * 10, tolerance, $"{names[i]} of {what}");
    }
}
