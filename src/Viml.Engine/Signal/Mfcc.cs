using Viml.Engine.Kernels;

namespace Viml.Engine.Signal;

/// <summary>
/// Mel-frequency cepstral coefficients (Davis and Mermelstein 1980): the orthonormal cosine transform (DCT-II) of the decibels of a mel
/// spectrogram, of which the first few describe the timbre. Thread-safe.
/// </summary>
public sealed class Mfcc
{
    // Half the width of the regression that gives the slopes: 9 frames.
    private const int Reach = 4;

    private readonly MelSpectrogram _spectrogram;
    private readonly float[] _cosines; // [coefficients, bands]

    /// <summary>Prepares the transform.</summary>
    /// <param name="config">The mel spectrogram; its compression is taken to be decibels.</param>
    /// <param name="coefficients">Numbers per frame, at most as many as bands.</param>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public Mfcc(MelSpectrogramConfig config, int coefficients)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(coefficients, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(coefficients, config.Bands);
        _spectrogram = new MelSpectrogram(config with { Compression = MelCompression.Decibels });
        Coefficients = coefficients;
        _cosines = new float[coefficients * config.Bands];
        for (var k = 0; k < coefficients; k++)
            for (var band = 0; band < config.Bands; band++)
                _cosines[k * config.Bands + band] =
                    (float)(Math.Sqrt((k == 0 ? 1.0 : 2.0) / config.Bands) * Math.Cos(Math.PI * k * (band + 0.5) / config.Bands));
    }

    /// <summary>Numbers per frame.</summary>
    public int Coefficients { get; }

    /// <summary>Frames of a signal, see <see cref="MelSpectrogram.Frames"/>.</summary>
    public int Frames(int samples) => _spectrogram.Frames(samples);

    /// <summary>Computes the coefficients of a signal: [frames, coefficients].</summary>
    public float[] Compute(ReadOnlySpan<float> samples)
    {
        var (frames, bands) = (Frames(samples.Length), _spectrogram.Config.Bands);
        var mel = new float[frames * bands];
        _spectrogram.Compute(samples, mel);
        var values = new float[frames * Coefficients];
        Gemm.Multiply(new(mel, frames, bands), new Matrix(_cosines, Coefficients, bands).Transposed, values);
        return values;
    }

    /// <summary>
    /// How each number rises or falls around each frame: the slope of the line through 9 frames (Furui 1986); beyond the ends the first and
    /// last frame stand.
    /// </summary>
    /// <param name="values">[frames, width].</param>
    /// <param name="width">Numbers per frame.</param>
    public static float[] Slopes(ReadOnlySpan<float> values, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        var frames = values.Length / width;
        var slopes = new float[values.Length];
        const float norm = 2f * Reach * (Reach + 1) * (2 * Reach + 1) / 6;
        for (var t = 0; t < frames; t++)
            for (var i = 0; i < width; i++)
            {
                var sum = 0f;
                for (var step = 1; step <= Reach; step++)
                    sum += step * (values[Math.Min(t + step, frames - 1) * width + i] - values[Math.Max(t - step, 0) * width + i]);
                slopes[t * width + i] = sum / norm;
            }
        return slopes;
    }
}
