using Viml.Engine.Signal;

namespace Viml.Models.Music;

/// <summary>
/// The input of MusiCNN: 3 s at 16 kHz as a log-mel spectrogram of 96 bands and 188 frames (Hann windows of 512 every 256 samples, power,
/// HTK mel scale 0-8 kHz, triangles of height 1, 10 log10 with a floor of -100 dB), as in the public weights. Thread-safe.
/// </summary>
public static class MusicFrontEnd
{
    /// <summary>Samples per second.</summary>
    public const int SampleRate = 16000;

    /// <summary>Samples of a window.</summary>
    public const int WindowSamples = 3 * SampleRate;

    /// <summary>Mel bands.</summary>
    public const int Bands = 96;

    /// <summary>Samples from frame to frame.</summary>
    public const int Hop = 256;

    /// <summary>Frames of a window; the first is centred on its first sample.</summary>
    public const int Frames = WindowSamples / Hop + 1;

    internal const double SecondsPerFrame = Hop / (double)SampleRate;

    private static readonly MelSpectrogram Spectrogram = new(new MelSpectrogramConfig
    {
        SampleRate = SampleRate,
        FftSize = 512,
        Hop = Hop,
        Bands = Bands,
        MaximumFrequency = SampleRate / 2.0,
        Compression = MelCompression.Decibels,
    });

    /// <summary>Computes the log-mel spectrogram of one window.</summary>
    /// <param name="samples">48,000 mono samples.</param>
    /// <param name="decibels">Receives [96, 188]: the input of <see cref="MusiCnn"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public static void Compute(ReadOnlySpan<float> samples, Span<float> decibels)
    {
        if (samples.Length != WindowSamples)
            throw new ArgumentException($"A window has {WindowSamples} samples, this one {samples.Length}.", nameof(samples));
        Spectrogram.ComputeByBand(samples, Frames, decibels);
    }
}
