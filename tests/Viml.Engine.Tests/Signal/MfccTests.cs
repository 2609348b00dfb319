using Viml.Engine.Signal;
using Viml.Engine.Tests.Kernels;

namespace Viml.Engine.Tests.Signal;

public sealed class MfccTests
{
    private static readonly MelSpectrogramConfig Config = new()
    {
        SampleRate = 16_000, FftSize = 512, Hop = 256, Bands = 12, MaximumFrequency = 8000,
    };

    [Fact]
    public void Coefficients_are_the_cosine_transform_of_the_decibels()
    {
        var samples = Numbers.Random(2000, 3);
        var decibels = new float[8 * 12];
        new MelSpectrogram(Config with { Compression = MelCompression.Decibels }).Compute(samples, decibels);
        var expected = new float[8 * 5];
        for (var frame = 0; frame < 8; frame++)
            for (var k = 0; k < 5; k++)
            {
                var sum = 0.0;
                for (var band = 0; band < 12; band++)
                    sum += decibels[frame * 12 + band] * Math.Cos(Math.PI * k * (2 * band + 1) / 24);
                expected[frame * 5 + k] = (float)(sum * Math.Sqrt((k == 0 ? 1 : 2) / 12.0));
            }
        Numbers.Near(expected, new Mfcc(Config, 5).Compute(samples), 1e-3f, 1e-4f, "coefficients");
    }

    [Fact]
    public void Slopes_of_a_line_are_its_rise_and_of_a_constant_nothing()
    {
        var values = Enumerable.Range(0, 20).SelectMany(t => new[] { 3f * t, 7f }).ToArray();
        var slopes = Mfcc.Slopes(values, 2);
        for (var t = 4; t < 16; t++)
        {
            Assert.Equal(3f, slopes[2 * t], 1e-5f);
            Assert.Equal(0f, slopes[2 * t + 1], 1e-5f);
        }
    }

    [Fact]
    public void More_coefficients_than_bands_are_an_error() => Assert.Throws<ArgumentOutOfRangeException>(() => new Mfcc(Config, 13));
}
