using System.Numerics.Tensors;
using Viml.Engine.Signal;

namespace Viml.Models.Music;

/// <summary>
/// The input of DeepSim: 3 s at 22.05 kHz as a mel spectrogram of 128 bands and 129 frames (Hann windows of 1,024 every 512 samples,
/// magnitude, Slaney's mel scale and area norm, 0-11,025 Hz), compressed as log10(1 + 10 mel) and scaled as (value - 0.2) / 0.25 (Lee et
/// al. 2020, section 3; the length of the window is that of the authors' released code, which alone gives 129 frames). Thread-safe.
/// </summary>
public static class DeepSimFrontEnd
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 22050;

    /// <summary>Samples of a window.</summary>
    public const int WindowSamples = 3 * SampleRate;

    /// <summary>Mel bands.</summary>
    public const int Bands = 128;

    /// <summary>Samples from frame to frame.</summary>
    public const int Hop = 512;

    /// <summary>
    /// Frames of a window; the first is centred on its first sample. A frame centred on the very end of the 3 s is left out.
    /// </summary>
    public const int Frames = 129;

    private const float Mean = 0.2f, Deviation = 0.25f;

    private static readonly MelSpectrogram Spectrogram = new(new MelSpectrogramConfig
    {
        SampleRate = SampleRate,
        FftSize = 1024,
        Hop = Hop,
        Bands = Bands,
        MaximumFrequency = SampleRate / 2.0,
        Scale = MelScale.Slaney,
        AreaNormalized = true,
        Power = 1,
        Compression = MelCompression.LogOnePlusTen,
    });

    /// <summary>
    /// Computes the compressed mel spectrogram of one window, without the scaling that <see cref="DeepSim"/> does itself.
    /// </summary>
    /// <param name="samples">At least 65,536 mono samples, of which 66,150 (3 s) are used.</param>
    /// <param name="compressed">Receives [128, 129]: log10(1 + 10 mel).</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> compressed)
    {
        if (samples.Length < (Frames - 1) * Hop)
            throw new ArgumentException($"A window has at least {(Frames - 1) * Hop} samples, this one {samples.Length}.", nameof(samples));
        Spectrogram.ComputeByBand(samples[..Math.Min(samples.Length, WindowSamples)], Frames, compressed);
    }

    /// <summary>Scales compressed spectrograms in place to what the network takes.</summary>
    public static void Scale(Span<float> compressed)
    {
        TensorPrimitives.Subtract(compressed, Mean, compressed);
        TensorPrimitives.Divide(compressed, Deviation, compressed);
    }
}
