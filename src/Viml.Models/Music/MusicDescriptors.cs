using System.Numerics.Tensors;

namespace Viml.Models.Music;

/// <summary>
/// Measured descriptors of a 3 s window, beside the learned features: loudness, spectrum, onsets and tempo from the log-mel spectrogram
/// MusiCNN sees, and harmony from the samples. They need no training, so they carry over to any recording.
/// </summary>
/// <remarks>
/// Frames are 16 ms apart. Levels are dB of the power spectrogram (a full-scale sine is about 42 dB), bands are numbers of the 96 mel
/// bands.
/// </remarks>
public static class MusicDescriptors
{
    private const int Bands = MusicFrontEnd.Bands;
    private const int Ranges = 6;

    // Levels further than this below the window's peak are inaudible beside it; without the floor, silence between notes would dominate
    // differences.
    private const float AudibleRange = 60;

    /// <summary>Every descriptor, in order.</summary>
    public static IReadOnlyList<MeasuredFeature> Features { get; } =
    [
        new("loudness.mean", 22, 9), new("loudness.spread", 4, 3), new("loudness.range", 12, 8),
        new("loudness.crest", 7, 4), new("loudness.trend", 0, 5), new("loudness.silence", 0.05f, 0.15f),
        new("spectrum.centroid.mean", 30, 12), new("spectrum.centroid.spread", 6, 4), new("spectrum.width", 17, 5),
        new("spectrum.flatness", -11, 4), new("spectrum.rolloff", 48, 17),
        .. Enumerable.Range(0, Ranges).Select(range => new MeasuredFeature($"spectrum.range{range}", -12, 8)),
        new("change.time", 2.5f, 1.2f), new("change.percussiveness", 0.45f, 0.1f),
        .. OnsetDescriptors.Features,
        .. HarmonyDescriptors.Features,
    ];

    /// <summary>Numbers per window.</summary>
    public static int Count => Features.Count;

    /// <summary>Measures one window, scaled to about [-3, 3].</summary>
    /// <param name="samples">The window.</param>
    /// <param name="mel">Its log-mel spectrogram [96, 188] from <see cref="MusicFrontEnd"/>.</param>
    /// <param name="values">Receives <see cref="Count"/> numbers.</param>
    public static void Measure(ReadOnlySpan<float> samples, ReadOnlySpan<float> mel, Span<float> values)
    {
        const int frames = MusicFrontEnd.Frames;
        var decibels = new float[frames * Bands]; // [frames, bands]: nearly everything here goes frame by frame
        for (var band = 0; band < Bands; band++)
            for (var t = 0; t < frames; t++)
                decibels[t * Bands + band] = mel[band * frames + t];
        var floored = new float[frames * Bands];
        var floor = TensorPrimitives.Max<float>(decibels) - AudibleRange;
        TensorPrimitives.Max<float>(decibels, floor, floored);

        MeasureLoudness(decibels, frames, values[..6]);
        MeasureSpectrum(floored, frames, values.Slice(6, 5 + Ranges));
        MeasureChange(floored, frames, values.Slice(11 + Ranges, 2));
        OnsetDescriptors.Measure(floored, frames, values.Slice(13 + Ranges, OnsetDescriptors.Features.Count));
        HarmonyDescriptors.Measure(samples, values[(13 + Ranges + OnsetDescriptors.Features.Count)..]);
        for (var i = 0; i < values.Length; i++)
            values[i] = Features[i].Scale(values[i]);
    }

    private static void MeasureLoudness(ReadOnlySpan<float> decibels, int frames, Span<float> values)
    {
        var amplitudes = Amplitudes(decibels);
        var level = new float[frames];
        for (var t = 0; t < frames; t++)
            level[t] = 10 * MathF.Log10(TensorPrimitives.SumOfSquares<float>(amplitudes.AsSpan(t * Bands, Bands)));
        var maximum = TensorPrimitives.Max<float>(level);
        var third = Math.Max(frames / 3, 1);
        var trend = Mean(level.AsSpan(frames - third)) - Mean(level.AsSpan(0, third));
        values[0] = Mean(level);
        values[1] = TensorPrimitives.StdDev<float>(level);
        values[3] = maximum - values[0];
        values[4] = trend;
        values[5] = level.Count(value => value < maximum - 40 || value < -30) / (float)frames;
        Array.Sort(level);
        values[2] = level[frames * 19 / 20] - level[frames / 20];
    }

    /// <summary>The square root of the power behind each level.</summary>
    private static float[] Amplitudes(ReadOnlySpan<float> decibels)
    {
        var amplitudes = new float[decibels.Length];
        TensorPrimitives.Multiply(decibels, MathF.Log(10) / 20, amplitudes);
        TensorPrimitives.Exp<float>(amplitudes, amplitudes);
        return amplitudes;
    }

    private static void MeasureSpectrum(ReadOnlySpan<float> floored, int frames, Span<float> values)
    {
        // Amplitude rather than power for the perceived brightness: the bass dominates it less.
        var amplitudes = Amplitudes(floored);
        var average = new double[Bands];
        var centroids = new float[frames];
        double width = 0, flatness = 0;
        for (var t = 0; t < frames; t++)
        {
            double sum = 0, first = 0, second = 0, logarithms = 0;
            for (var band = 0; band < Bands; band++)
            {
                var level = floored[t * Bands + band];
                double amplitude = amplitudes[t * Bands + band];
                average[band] += amplitude * amplitude / frames;
                sum += amplitude;
                first += amplitude * band;
                second += amplitude * band * band;
                logarithms += level;
            }
            var centroid = first / sum;
            centroids[t] = (float)centroid;
            width += Math.Sqrt(Math.Max(second / sum - centroid * centroid, 0)) / frames;
            flatness += (logarithms / Bands - 20 * Math.Log10(sum / Bands)) / frames;
        }
        values[0] = Mean(centroids);
        values[1] = TensorPrimitives.StdDev<float>(centroids);
        values[2] = (float)width;
        values[3] = (float)flatness;
        values[4] = Rolloff(average);
        var total = average.Sum();
        for (var range = 0; range < Ranges; range++)
        {
            var share = average.AsSpan(range * Bands / Ranges, Bands / Ranges).ToArray().Sum() / total;
            values[5 + range] = (float)(10 * Math.Log10(Math.Max(share, 1e-6)));
        }
    }

    /// <summary>The band below which 85 % of the energy lies.</summary>
    private static float Rolloff(double[] power)
    {
        var left = power.Sum() * 0.85;
        for (var band = 0; band < Bands; band++)
        {
            if (left <= power[band])
                return (float)(band + left / power[band]);
            left -= power[band];
        }
        return Bands;
    }

    /// <summary>
    /// How much the spectrum changes from frame to frame, and the share of that in all change along time and frequency: drums are ridges
    /// across frequency (share near 1), held notes are ridges along time (share near 0).
    /// </summary>
    private static void MeasureChange(ReadOnlySpan<float> floored, int frames, Span<float> values)
    {
        double time = 0, frequency = 0;
        for (var t = 1; t < frames; t++)
            for (var band = 1; band < Bands; band++)
            {
                var here = floored[t * Bands + band];
                time += Math.Abs(here - floored[(t - 1) * Bands + band]);
                frequency += Math.Abs(here - floored[t * Bands + band - 1]);
            }
        values[0] = (float)(time / Math.Max((frames - 1) * (Bands - 1), 1));
        values[1] = time + frequency > 0 ? (float)(time / (time + frequency)) : Features[12 + Ranges].Typical;
    }

    private static float Mean(ReadOnlySpan<float> values) => TensorPrimitives.Sum(values) / values.Length;
}
