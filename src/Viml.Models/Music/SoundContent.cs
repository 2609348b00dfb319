using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Viml.Engine.Signal;

namespace Viml.Models.Music;

/// <summary>Tells sound that may be music from silence and steady noise, about which a tagger has nothing to say.</summary>
public static class SoundContent
{
    /// <summary>The highest sample of silence: 60 dB below full scale.</summary>
    private const float SilentPeak = 1e-3f;

    /// <summary>
    /// The flatness from which on sound is noise. Noise of any colour (white, pink, rain, wind) has 0.60 to 0.62 in every window, loud and
    /// dense music hardly ever more than 0.59.
    /// </summary>
    private const float NoiseFlatness = 0.595f;

    private const int FrameLength = 1024, FirstBin = 8, BandBins = 16, Bands = 30;

    // Bands and frames further than 40 dB below the loudest do not count.
    private const float Audible = 1e-4f;

    private const float Inaudible = 1e-30f; // a power that keeps the logarithm finite

    // Noise is steady where its loudness moves by less than 12 dB, all but a tenth of the time at either end. That of drums moves more.
    private const float SteadyRange = 16;

    private static readonly RealFft Fft = new(FrameLength);

    private static readonly float[] Hann =
        [.. Enumerable.Range(0, FrameLength).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / FrameLength)))];

    /// <summary>Whether samples, mono and in [-1, 1], are silence or steady noise.</summary>
    public static bool IsSilenceOrNoise(ReadOnlySpan<float> samples) =>
        samples.IsEmpty || !(Math.Abs(TensorPrimitives.MaxMagnitude(samples)) >= SilentPeak)
        || (samples.Length >= FrameLength && IsSteadyNoise(samples));

    // Flatness is the geometric mean of the power of neighbouring frequencies over its arithmetic mean. It is low where there are tones;
    // that of noise does not depend on its colour, because the bands are narrow.
    private static bool IsSteadyNoise(ReadOnlySpan<float> samples)
    {
        var frames = samples.Length / FrameLength;
        var groups = (frames + Vector<float>.Count - 1) / Vector<float>.Count; // of frames that are measured side by side
        var (power, ratio) = (new Vector<float>[Bands * groups], new Vector<float>[Bands * groups]);
        var signal = new Vector<float>[FrameLength];
        var (real, imaginary) = (new Vector<float>[Fft.Bins], new Vector<float>[Fft.Bins]);
        var lanes = new float[Vector<float>.Count];
        for (var group = 0; group < groups; group++)
        {
            var first = group * Vector<float>.Count;
            for (var i = 0; i < FrameLength; i++)
            {
                for (var lane = 0; lane < lanes.Length && first + lane < frames; lane++)
                    lanes[lane] = samples[(first + lane) * FrameLength + i] * Hann[i];
                signal[i] = new Vector<float>(lanes);
            }
            Fft.Forward(signal, real, imaginary);
            for (var band = 0; band < Bands; band++)
                (power[band * groups + group], ratio[band * groups + group]) = Measure(real, imaginary, FirstBin + band * BandBins);
        }
        return MeanOfAudible(MemoryMarshal.Cast<Vector<float>, float>(power), MemoryMarshal.Cast<Vector<float>, float>(ratio), frames,
            out var loudness) >= NoiseFlatness && IsSteady(loudness);
    }

    private static bool IsSteady(float[] loudness)
    {
        Array.Sort(loudness);
        var tenth = loudness.Length / 10;
        return loudness[^(tenth + 1)] <= SteadyRange * loudness[tenth];
    }

    // The mean power of a band, and its geometric mean over that.
    private static (Vector<float> Power, Vector<float> Ratio) Measure(Vector<float>[] real, Vector<float>[] imaginary, int first)
    {
        var (sum, logs) = (Vector<float>.Zero, Vector<float>.Zero);
        for (var i = first; i < first + BandBins; i++)
        {
            var power = real[i] * real[i] + imaginary[i] * imaginary[i] + new Vector<float>(Inaudible);
            (sum, logs) = (sum + power, logs + Vector.Log(power));
        }
        return (sum / BandBins, Vector.Exp(logs / BandBins) / (sum / BandBins));
    }

    // Both are [bands, frames], with room for some frames more.
    private static float MeanOfAudible(ReadOnlySpan<float> power, ReadOnlySpan<float> ratio, int frames, out float[] loudness)
    {
        var step = power.Length / Bands;
        var ofBands = new float[Bands];
        loudness = new float[frames];
        for (var band = 0; band < Bands; band++)
        {
            var row = power.Slice(band * step, frames);
            ofBands[band] = TensorPrimitives.Sum(row);
            TensorPrimitives.Add(loudness, row, loudness);
        }
        var (loudestBand, loudestFrame) = (TensorPrimitives.Max<float>(ofBands), TensorPrimitives.Max<float>(loudness));
        var (sum, count) = (0.0, 0);
        for (var band = 0; band < Bands; band++)
            for (var frame = 0; frame < frames && ofBands[band] > Audible * loudestBand; frame++)
                if (loudness[frame] > Audible * loudestFrame)
                    (sum, count) = (sum + ratio[band * step + frame], count + 1);
        return count == 0 ? 0 : (float)(sum / count);
    }
}
