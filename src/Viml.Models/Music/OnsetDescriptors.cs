using System.Numerics.Tensors;

namespace Viml.Models.Music;

/// <summary>Onsets and pulse of a window: how many, how strong, in which range, and at which tempo they repeat.</summary>
internal static class OnsetDescriptors
{
    private const int Bands = MusicFrontEnd.Bands;
    private const int Tempos = 12;
    private const double SlowestTempo = 60;
    private const double FastestTempo = 200;
    private const double PreferredOctaves = 0.9;

    public static IReadOnlyList<MeasuredFeature> Features { get; } =
    [
        new("onset.strength", 1.2f, 0.7f), new("onset.peak", 7, 4), new("onset.sharpness", 1.3f, 0.5f), new("onset.density", 4, 2.5f),
        new("onset.low", 0.33f, 0.12f), new("onset.high", 0.33f, 0.12f), new("onset.regularity", 0.35f, 0.2f),
        new("pulse.tempo", 0, 0.5f), new("pulse.clarity", 0.3f, 0.2f),
        .. Enumerable.Range(0, Tempos).Select(index => new MeasuredFeature($"pulse.bpm{TempoOf(index):0}", 0.1f, 0.2f)),
    ];

    /// <summary>Measures one window, unscaled.</summary>
    public static void Measure(ReadOnlySpan<float> floored, int frames, Span<float> values)
    {
        var envelope = new float[frames];
        var (low, high) = FillEnvelope(floored, frames, envelope);
        var mean = TensorPrimitives.Sum<float>(envelope) / frames;
        var peaks = FindPeaks(envelope, mean);
        values[0] = mean;
        values[1] = TensorPrimitives.Max<float>(envelope);
        values[2] = mean > 1e-3f ? TensorPrimitives.StdDev<float>(envelope) / mean : 0;
        values[3] = peaks.Count / (float)(frames * MusicFrontEnd.SecondsPerFrame);
        (values[4], values[5]) = (low, high);
        values[6] = Regularity(peaks);
        MeasurePulse(envelope, mean, values[7..]);
    }

    private static double TempoOf(int index) => SlowestTempo * Math.Pow(FastestTempo / SlowestTempo, index / (Tempos - 1.0));

    /// <summary>Mean rise in dB over the bands per frame; gives the shares of the lowest and the highest third of the bands.</summary>
    private static (float Low, float High) FillEnvelope(ReadOnlySpan<float> floored, int frames, Span<float> envelope)
    {
        Span<double> thirds = stackalloc double[3];
        for (var t = 1; t < frames; t++)
            for (var band = 0; band < Bands; band++)
            {
                var rise = Math.Max(floored[t * Bands + band] - floored[(t - 1) * Bands + band], 0);
                envelope[t] += rise / Bands;
                thirds[band * 3 / Bands] += rise;
            }
        var total = thirds[0] + thirds[1] + thirds[2];
        return total > 0 ? ((float)(thirds[0] / total), (float)(thirds[2] / total)) : (1 / 3f, 1 / 3f);
    }

    /// <summary>Local maxima over 5 frames (80 ms) that stand clearly above the mean.</summary>
    private static List<int> FindPeaks(ReadOnlySpan<float> envelope, float mean)
    {
        var peaks = new List<int>();
        var threshold = Math.Max(mean * 1.5f, 0.5f);
        for (var t = 1; t < envelope.Length; t++)
        {
            var window = envelope[Math.Max(t - 2, 0)..Math.Min(t + 3, envelope.Length)];
            if (envelope[t] > threshold && envelope[t] == TensorPrimitives.Max(window) && (peaks.Count == 0 || t - peaks[^1] > 2))
                peaks.Add(t);
        }
        return peaks;
    }

    /// <summary>Standard deviation of the gaps between onsets over their mean: 0 is a clock, 1 is chance.</summary>
    private static float Regularity(List<int> peaks)
    {
        if (peaks.Count < 3)
            return Features[6].Typical;
        var gaps = peaks.Skip(1).Zip(peaks, (later, earlier) => (float)(later - earlier)).ToArray();
        return TensorPrimitives.StdDev<float>(gaps) / (TensorPrimitives.Sum<float>(gaps) / gaps.Length);
    }

    /// <summary>
    /// Autocorrelation of the envelope: per tempo the largest value over the lags that are nearest to it, the best tempo (in octaves from
    /// 120 BPM) and the largest value of all.
    /// </summary>
    private static void MeasurePulse(ReadOnlySpan<float> envelope, float mean, Span<float> values)
    {
        var centred = Smooth(envelope, mean);
        var energy = TensorPrimitives.SumOfSquares<float>(centred);
        var halfStep = Math.Pow(FastestTempo / SlowestTempo, 0.5 / (Tempos - 1));
        var salience = values.Slice(2, Tempos);
        double bestWeight = 0, bestOctaves = 0;
        for (var i = 0; i < Tempos; i++)
        {
            var lag = 60 / TempoOf(i) / MusicFrontEnd.SecondsPerFrame;
            salience[i] = -1;
            for (var at = (int)Math.Round(lag / halfStep); at <= (int)Math.Round(lag * halfStep); at++)
            {
                var correlation = Correlation(centred, at, energy);
                salience[i] = Math.Max(salience[i], correlation);
                // A pulse repeats at its multiples too: people choose the tempo near 120 BPM (Parncutt 1994).
                var octaves = Math.Log2(60 / (at * MusicFrontEnd.SecondsPerFrame) / 120);
                var weight = correlation * Math.Exp(-0.5 * octaves * octaves / (PreferredOctaves * PreferredOctaves));
                if (weight > bestWeight)
                    (bestWeight, bestOctaves) = (weight, octaves);
            }
        }
        values[0] = (float)bestOctaves;
        values[1] = TensorPrimitives.Max(salience);
    }

    /// <summary>
    /// The envelope without its mean, spread over neighbouring frames so that a beat between two frames correlates with one on a frame.
    /// </summary>
    private static float[] Smooth(ReadOnlySpan<float> envelope, float mean)
    {
        var smooth = new float[envelope.Length];
        for (var t = 0; t < smooth.Length; t++)
            smooth[t] = (envelope[Math.Max(t - 1, 0)] + 2 * envelope[t] + envelope[Math.Min(t + 1, envelope.Length - 1)]) / 4 - mean;
        return smooth;
    }

    /// <summary>Normalised autocorrelation; overlaps get shorter with the lag, which is made up for.</summary>
    private static float Correlation(ReadOnlySpan<float> centred, int lag, float energy)
    {
        var overlap = centred.Length - lag;
        if (overlap < centred.Length / 4 || energy < 1e-3f)
            return 0;
        return TensorPrimitives.Dot(centred[lag..], centred[..overlap]) / energy * (centred.Length / (float)overlap);
    }
}
