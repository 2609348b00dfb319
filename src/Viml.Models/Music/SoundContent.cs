using System.Numerics;
using System.Numerics.Tensors;
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
        var (power, ratio) = (new float[frames * Bands], new float[frames * Bands]);
        var signal = new Vector<float>[FrameLength];
        var (real, imaginary) = (new Vector<float>[Fft.Bins], new Vector<float>[Fft.Bins]);
        var (bins, lanes) = (new float[Bands * BandBins], new float[Vector<float>.Count]);
        for (var first = 0; first < frames; first += Vector<float>.Count)
        {
            var count = Math.Min(Vector<float>.Count, frames - first);
            for (var i = 0; i < FrameLength; i++)
            {
                for (var lane = 0; lane < count; lane++)
                    lanes[lane] = samples[(first + lane) * FrameLength + i] * Hann[i];
                signal[i] = new Vector<float>(lanes);
            }
            Fft.Forward(signal, real, imaginary);
            for (var lane = 0; lane < count; lane++)
            {
                for (var i = 0; i < bins.Length; i++)
                {
                    var (x, y) = (real[FirstBin + i][lane], imaginary[FirstBin + i][lane]);
                    bins[i] = x * x + y * y + float.Epsilon;
                }
                Measure(bins, power.AsSpan((first + lane) * Bands, Bands), ratio.AsSpan((first + lane) * Bands, Bands));
            }
        }
        return MeanOfAudible(power, ratio, frames, out var loudness) >= NoiseFlatness && IsSteady(loudness);
    }

    private static bool IsSteady(float[] loudness)
    {
        Array.Sort(loudness);
        var tenth = loudness.Length / 10;
        return loudness[^(tenth + 1)] <= SteadyRange * loudness[tenth];
    }

    private static void Measure(float[] bins, Span<float> power, Span<float> ratio)
    {
        for (var band = 0; band < Bands; band++)
            power[band] = TensorPrimitives.Sum(bins.AsSpan(band * BandBins, BandBins)) / BandBins;
        TensorPrimitives.Log(bins, bins);
        for (var band = 0; band < Bands; band++)
            ratio[band] = MathF.Exp(TensorPrimitives.Sum(bins.AsSpan(band * BandBins, BandBins)) / BandBins) / power[band];
    }

    private static float MeanOfAudible(float[] power, float[] ratio, int frames, out float[] loudness)
    {
        var ofBands = new float[Bands];
        var ofFrames = loudness = new float[frames];
        for (var frame = 0; frame < frames; frame++)
        {
            var row = power.AsSpan(frame * Bands, Bands);
            ofFrames[frame] = TensorPrimitives.Sum<float>(row);
            TensorPrimitives.Add(ofBands, row, ofBands);
        }
        var (loudestBand, loudestFrame) = (TensorPrimitives.Max<float>(ofBands), TensorPrimitives.Max<float>(ofFrames));
        var (sum, count) = (0.0, 0);
        for (var frame = 0; frame < frames; frame++)
            for (var band = 0; band < Bands; band++)
                if (ofFrames[frame] > Audible * loudestFrame && ofBands[band] > Audible * loudestBand)
                    (sum, count) = (sum + ratio[frame * Bands + band], count + 1);
        return count == 0 ? 0 : (float)(sum / count);
    }
}
