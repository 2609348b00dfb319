using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Models.Music;

/// <summary>
/// Harmony of a window: how major or minor it is, how clear its key, which intervals sound together, how fast chords change. Mel bands are
/// too coarse for this, so it listens to the samples at the frequencies of four octaves of semitones (after Brown 1991's constant-Q idea).
/// </summary>
internal static class HarmonyDescriptors
{
    private const int FrameLength = 4096; // 256 ms: resolves a semitone from 110 Hz on
    private const int Hop = 3136;
    private const int Frames = (MusicFrontEnd.WindowSamples - FrameLength) / Hop + 1;
    private const int LowestPitch = 45; // MIDI number of A2, 110 Hz
    private const int Pitches = 48;

    // Krumhansl and Kessler 1982: how well each degree fits a major and a minor key.
    private static readonly float[] Major = [6.35f, 2.23f, 3.48f, 2.33f, 4.38f, 4.09f, 2.52f, 5.19f, 2.39f, 3.66f, 2.29f, 2.88f];
    private static readonly float[] Minor = [6.33f, 2.68f, 3.52f, 5.38f, 2.60f, 3.53f, 2.54f, 4.75f, 3.98f, 2.69f, 3.34f, 3.17f];

    private static readonly float[] Tones = BuildTones();

    public static IReadOnlyList<MeasuredFeature> Features { get; } =
    [
        new("harmony.major", 0.55f, 0.2f), new("harmony.minor", 0.55f, 0.2f), new("harmony.mode", 0, 0.1f),
        new("harmony.clarity", 0.55f, 0.2f), new("harmony.entropy", 0.85f, 0.1f), new("harmony.change", 0.45f, 0.25f),
        .. Enumerable.Range(1, 6).Select(interval => new MeasuredFeature($"harmony.interval{interval}", 0.7f, 0.18f)),
    ];

    /// <summary>Measures one window, unscaled.</summary>
    public static void Measure(ReadOnlySpan<float> samples, Span<float> values)
    {
        var chroma = new float[Frames * 12];
        FillChroma(samples, chroma);
        Span<float> mean = stackalloc float[12];
        for (var t = 0; t < Frames; t++)
            TensorPrimitives.Add(mean, chroma.AsSpan(t * 12, 12), mean);
        var total = TensorPrimitives.Sum<float>(mean);
        if (total < 1e-6f)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = Features[i].Typical;
            return;
        }
        TensorPrimitives.Divide(mean, total, mean);
        values[0] = BestFit(mean, Major);
        values[1] = BestFit(mean, Minor);
        values[2] = values[0] - values[1];
        values[3] = Math.Max(values[0], values[1]);
        values[4] = Entropy(mean);
        values[5] = Change(chroma);
        var energy = TensorPrimitives.SumOfSquares<float>(mean);
        for (var interval = 1; interval <= 6; interval++)
            values[5 + interval] = Together(mean, interval) / energy;
    }

    /// <summary>The strength of the twelve pitch classes, [frames, 12].</summary>
    private static void FillChroma(ReadOnlySpan<float> samples, Span<float> chroma)
    {
        var frames = new float[Frames * FrameLength];
        for (var t = 0; t < Frames; t++)
            samples.Slice(t * Hop, FrameLength).CopyTo(frames.AsSpan(t * FrameLength));
        var parts = new float[Frames * 2 * Pitches];
        Gemm.Multiply(new(frames, Frames, FrameLength), new Matrix(Tones, 2 * Pitches, FrameLength).Transposed, parts);
        var strength = new float[Frames * Pitches];
        for (var t = 0; t < Frames; t++)
            for (var pitch = 0; pitch < Pitches; pitch++)
            {
                var (real, imaginary) = (parts[t * 2 * Pitches + pitch], parts[(t * 2 + 1) * Pitches + pitch]);
                strength[t * Pitches + pitch] = MathF.Sqrt(real * real + imaginary * imaginary);
            }
        // Compressed against the loudest, so that an accent does not outweigh the rest; rounding noise is not music.
        var loudest = TensorPrimitives.Max<float>(strength);
        if (loudest < 1e-5f)
            return;
        for (var t = 0; t < Frames; t++)
            for (var pitch = 0; pitch < Pitches; pitch++)
                chroma[t * 12 + (pitch + LowestPitch) % 12] += MathF.Sqrt(strength[t * Pitches + pitch] / loudest);
    }

    /// <summary>The best correlation with a key profile over the twelve keys.</summary>
    private static float BestFit(ReadOnlySpan<float> chroma, float[] profile)
    {
        Span<float> turned = stackalloc float[12];
        var best = -1f;
        for (var key = 0; key < 12; key++)
        {
            for (var degree = 0; degree < 12; degree++)
                turned[degree] = chroma[(key + degree) % 12];
            best = Math.Max(best, Correlation(turned, profile));
        }
        return best;
    }

    private static float Correlation(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Span<float> x = stackalloc float[12], y = stackalloc float[12];
        TensorPrimitives.Subtract(a, TensorPrimitives.Sum(a) / 12, x);
        TensorPrimitives.Subtract(b, TensorPrimitives.Sum(b) / 12, y);
        var norm = MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(x) * TensorPrimitives.SumOfSquares<float>(y));
        return norm > 1e-9f ? TensorPrimitives.Dot<float>(x, y) / norm : 0;
    }

    private static float Entropy(ReadOnlySpan<float> shares)
    {
        var sum = 0f;
        foreach (var share in shares)
            sum -= share > 0 ? share * MathF.Log(share) : 0;
        return sum / MathF.Log(12);
    }

    /// <summary>Mean cosine distance of frames half a second apart, which is longer than a frame.</summary>
    private static float Change(ReadOnlySpan<float> chroma)
    {
        const int apart = 3;
        var sum = 0f;
        for (var t = apart; t < Frames; t++)
        {
            var now = chroma.Slice(t * 12, 12);
            var before = chroma.Slice((t - apart) * 12, 12);
            var norm = TensorPrimitives.Norm(now) * TensorPrimitives.Norm(before);
            sum += norm > 1e-9f ? 1 - TensorPrimitives.Dot(now, before) / norm : 0;
        }
        return MathF.Sqrt(Math.Max(sum / (Frames - apart), 0));
    }

    /// <summary>How much pitch classes at this distance sound together.</summary>
    private static float Together(ReadOnlySpan<float> chroma, int interval)
    {
        var sum = 0f;
        for (var pitch = 0; pitch < 12; pitch++)
            sum += chroma[pitch] * chroma[(pitch + interval) % 12];
        return sum;
    }

    /// <summary>[2 * 48, 4096]: Hann-windowed cosines, then sines, of the pitches.</summary>
    private static float[] BuildTones()
    {
        var tones = new float[2 * Pitches * FrameLength];
        for (var pitch = 0; pitch < Pitches; pitch++)
        {
            var step = 2 * Math.PI * 440 * Math.Pow(2, (LowestPitch + pitch - 69) / 12.0) / MusicFrontEnd.SampleRate;
            for (var i = 0; i < FrameLength; i++)
            {
                var window = (0.5 - 0.5 * Math.Cos(2 * Math.PI * i / FrameLength)) * 4 / FrameLength; // a full-scale tone gives 1
                tones[pitch * FrameLength + i] = (float)(window * Math.Cos(step * i));
                tones[(Pitches + pitch) * FrameLength + i] = (float)(window * Math.Sin(step * i));
            }
        }
        return tones;
    }
}
