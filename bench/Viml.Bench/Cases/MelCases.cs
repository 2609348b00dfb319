using Viml.Engine.Signal;

namespace Viml.Bench.Cases;

/// <summary>The log-mel spectrogram of three minutes at 16 kHz, with the settings of MusiCNN.</summary>
internal static class MelCases
{
    private const int Rate = 16000, Seconds = 180, FftSize = 512, Hop = 256, Bands = 96;

    public static IEnumerable<BenchCase> All { get; } =
    [
        new()
        {
            Group = "mel",
            Name = "mel-180s",
            Peers = ["torchaudio"],
            Unit = "x real time",
            Units = Seconds,
            // Window, real FFT (2.5 n log2 n), power, two filters per bin.
            Flops = (Seconds * Rate / Hop + 1) * (FftSize + 2.5 * FftSize * Math.Log2(FftSize) + 7 * (FftSize / 2 + 1)),
            Prepare = () =>
            {
                var spectrogram = new MelSpectrogram(new MelSpectrogramConfig
                {
                    SampleRate = Rate, FftSize = FftSize, Hop = Hop, Bands = Bands, MaximumFrequency = Rate / 2.0,
                    Compression = MelCompression.Decibels,
                });
                var samples = Inputs.Normal(Seconds * Rate, 1);
                var decibels = new float[spectrogram.Frames(samples.Length) * Bands];
                return () => spectrogram.Compute(samples, decibels);
            },
        },
    ];
}
