using System.Numerics;
using Viml.Engine.Signal;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Signal;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Spectrum_equals_the_sum_that_defines_it(int length)
    {
        var samples = Numbers.Random(length, length);
        var (expectedReal, expectedImaginary) = Definition(samples);
        float[] real = new float[length / 2 + 1], imaginary = new float[length / 2 + 1];
        new RealFft(length).Forward(samples, real, imaginary);
        Numbers.Near(expectedReal, real, 2e-6f * MathF.Sqrt(length), 1e-6f, "real");
        Numbers.Near(expectedImaginary, imaginary, 2e-6f * MathF.Sqrt(length), 1e-6f, "imaginary");
    }

    [Fact]
    public void Each_lane_is_a_signal_of_its_own()
    {
        const int Length = 32;
        var fft = new RealFft(Length);
        var signals = Enumerable.Range(0, Vector<float>.Count).Select(lane => Numbers.Random(Length, lane)).ToArray();
        var samples = Enumerable.Range(0, Length).Select(i => new Vector<float>([.. signals.Select(signal => signal[i])])).ToArray();
        Vector<float>[] real = new Vector<float>[fft.Bins], imaginary = new Vector<float>[fft.Bins];
        fft.Forward(samples.AsSpan(), real.AsSpan(), imaginary.AsSpan());
        for (var lane = 0; lane < signals.Length; lane++)
        {
            float[] expectedReal = new float[fft.Bins], expectedImaginary = new float[fft.Bins];
            fft.Forward(signals[lane], expectedReal, expectedImaginary);
            Assert.Equal(expectedReal, real.Select(value => value[lane]));
            Assert.Equal(expectedImaginary, imaginary.Select(value => value[lane]));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(-8)]
    public void Lengths_that_are_not_powers_of_two_are_refused(int length) => Assert.Throws<ArgumentException>(() => new RealFft(length));

    [Fact]
    public void Wrong_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => new RealFft(8).Forward(new float[8], new float[4], new float[5]));

    private static (float[] Real, float[] Imaginary) Definition(float[] samples)
    {
        float[] real = new float[samples.Length / 2 + 1], imaginary = new float[samples.Length / 2 + 1];
        for (var k = 0; k < real.Length; k++)
        {
            var sum = Complex.Zero;
            for (var i = 0; i < samples.Length; i++)
                sum += samples[i] * Complex.Exp(new Complex(0, -2 * Math.PI * ((long)k * i % samples.Length) / samples.Length));
            (real[k], imaginary[k]) = ((float)sum.Real, (float)sum.Imaginary);
        }
        return (real, imaginary);
    }
}
