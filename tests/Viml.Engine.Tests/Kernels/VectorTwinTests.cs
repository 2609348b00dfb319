using Viml.Engine.Kernels;
using Viml.Testing;

namespace Viml.Engine.Tests.Kernels;

/// <summary>Vector code against its scalar specification at every length around the vector sizes.</summary>
public sealed class VectorTwinTests
{
    private const int Longest = 256;

    [Fact]
    public void Activations_equal_their_specification()
    {
        CheckActivation<Relu>();
        CheckActivation<Sigmoid>();
        CheckActivation<Tanh>();
        CheckActivation<QuickGelu>();
        CheckActivation<Gelu>();
    }

    [Fact]
    public void Gelu_keeps_its_digits_in_the_left_tail()
    {
        // x * Phi(x) from the error function's continued fraction, computed to 12 digits.
        float[] x = [-6, -5, -4, -3, -1, 0, 1, 4];
        float[] expected = [-5.919526e-9f, -1.4332581e-6f, -1.2668496e-4f, -4.0496940e-3f, -0.15865526f, 0, 0.84134475f, 3.9998733f];
        var y = new float[x.Length];

        Activations.Forward<Gelu>(x, y);

        Close.Assert(expected, y, 0, 5e-6);
    }

    [Fact]
    public void Activations_are_finite_far_out()
    {
        float[] x = [-1e30f, -500, -90, 90, 500, 1e30f];
        var y = new float[x.Length];
        var dx = new float[x.Length];
        void Check<T>() where T : IActivation
        {
            Activations.Forward<T>(x, y);
            Activations.Backward<T>(x, y, y.Select(_ => 1f).ToArray(), adds: true, dx);
            Assert.All(y, value => Assert.True(float.IsFinite(value), $"{typeof(T).Name}: {value}"));
            Assert.All(dx, value => Assert.True(float.IsFinite(value), $"{typeof(T).Name}': {value}"));
        }

        Check<Relu>();
        Check<Sigmoid>();
        Check<Tanh>();
        Check<QuickGelu>();
        Check<Gelu>();
    }

    [Fact]
    public void Centred_sums_equal_plain_loops()
    {
        for (var length = 0; length <= Longest; length++)
        {
            var x = Numbers.Random(length, length);
            var g = Numbers.Random(length, length + 1);
            double squares = 0, dot = 0;
            var expected = new float[length];
            for (var i = 0; i < length; i++)
            {
                squares += Math.Pow(x[i] - 0.25, 2);
                dot += g[i] * (x[i] - 0.25);
                expected[i] = (float)(g[i] + 1.5 * (g[i] - 0.1 - (x[i] - 0.25) * 0.7));
            }

            Close.Assert(squares, Centred.SumOfSquares(x, 0.25f), 1e-6, 1e-5, "squares");
            Close.Assert(dot, Centred.Dot(g, x, 0.25f), 1e-5, 1e-5, "dot");
            var dx = g.ToArray();
            Centred.AddGradient(x, 0.25f, g, 0.1f, 0.7f, 1.5f, dx);
            Close.Assert(expected, dx, 1e-6, 1e-5, "gradient");
        }
    }

    [Fact]
    public void LayerNorm_gradient_equals_a_plain_loop()
    {
        for (var width = 1; width <= Longest; width++)
        {
            float[] x = Numbers.Random(2 * width, width), dy = Numbers.Random(2 * width, width + 1), scale = Numbers.Random(width, 3);
            float[] y = new float[2 * width], means = new float[2], factors = new float[2], dx = new float[2 * width],
                expected = new float[2 * width];
            LayerNormalization.Forward(x, scale, new float[width], 1e-5f, y, means, factors);
            LayerNormalization.InputGradient(x, scale, means, factors, dy, adds: true, dx);

            for (var row = 0; row < 2; row++)
            {
                double mean = 0, variance = 0, sum = 0, dot = 0;
                for (var i = 0; i < width; i++)
                    mean += x[row * width + i] / (double)width;
                for (var i = 0; i < width; i++)
                    variance += Math.Pow(x[row * width + i] - mean, 2) / width;
                var factor = 1 / Math.Sqrt(variance + 1e-5);
                for (var i = 0; i < width; i++)
                {
                    sum += dy[row * width + i] * scale[i] / (double)width;
                    dot += dy[row * width + i] * scale[i] * (x[row * width + i] - mean) * factor / width;
                }

                for (var i = 0; i < width; i++)
                {
                    var normal = (x[row * width + i] - mean) * factor;
                    expected[row * width + i] = (float)(factor * (dy[row * width + i] * scale[i] - sum - normal * dot));
                }
            }

            Close.Assert(expected, dx, 2e-5, 1e-4, $"width {width}");
        }
    }

    [Fact]
    public void Adam_equals_a_plain_loop()
    {
        var factors = new AdamFactors(0.9f, 0.99f, 1e-8f, 0.999f, 0.01f, 1.2f);
        for (var length = 0; length <= Longest; length++)
        {
            float[] weight = Numbers.Random(length, 1), gradient = Numbers.Random(length, 2), first = Numbers.Random(length, 3);
            float[] second = [.. Numbers.Random(length, 4).Select(Math.Abs)];
            var expected = new float[length];
            for (var i = 0; i < length; i++)
            {
                var m = 0.9 * first[i] + 0.1 * gradient[i];
                var v = 0.99 * second[i] + 0.01 * gradient[i] * gradient[i];
                expected[i] = (float)(weight[i] * 0.999 - 0.01 * m / (Math.Sqrt(v) * 1.2 + 1e-8));
            }

            AdamUpdate.Step(factors, weight, gradient, first, second);

            Close.Assert(expected, weight, 1e-6, 1e-5, $"length {length}");
            Assert.Equal(new float[length], gradient);
        }
    }

    [Fact]
    public void Dropout_masks_equal_their_specification_wherever_a_range_begins()
    {
        const ulong Key = 0x0123456789ABCDEF;
        var threshold = DropoutMask.Threshold(0.4f);
        for (var length = 0; length <= Longest; length++)
        {
            var x = Numbers.Random(length, length);
            var y = Numbers.Random(length, length + 1);
            var expected = y.Select((value, i) => value + (DropoutMask.IsKept(Key, 7 + i, threshold) ? x[i] * 2 : 0)).ToArray();

            DropoutMask.Apply(Key, 7, threshold, 2, x, true, y);
            Assert.Equal(expected, y);
            DropoutMask.Apply(Key, 7, threshold, 2, x, false, y);
            Assert.Equal(x.Select((value, i) => DropoutMask.IsKept(Key, 7 + i, threshold) ? value * 2 : 0), y);
        }
    }

    private static void CheckActivation<T>() where T : IActivation
    {
        for (var length = 0; length <= Longest; length++)
        {
            var x = Numbers.Random(length, length);
            for (var i = 0; i < length; i++)
                x[i] *= 8;
            float[] y = new float[length], dx = new float[length];
            Activations.Forward<T>(x, y);
            Close.Assert(x.Select(value => (float)T.Value(value)).ToArray(), y, 3e-7, 5e-6, $"{typeof(T).Name} {length}");

            Activations.Backward<T>(x, y, y, adds: true, dx);
            var expected = x.Select((value, i) => (float)(y[i] * (T.Value(value + 1e-5) - T.Value(value - 1e-5)) / 2e-5)).ToArray();
            Close.Assert(expected, dx, 3e-6, 2e-5, $"{typeof(T).Name} derivative {length}");
        }
    }
}
