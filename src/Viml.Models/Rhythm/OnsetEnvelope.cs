using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Viml.Engine.Signal;

namespace Viml.Models.Rhythm;

/// <summary>
/// What happens at each hundredth of a second of a track: how much begins to sound (spectral flux), how much of it low, and how much the
/// sound changes. Sound is added in pieces, so that a long track needs little memory.
/// </summary>
internal sealed class OnsetEnvelope
{
    public const int SampleRate = 16000;
    public const int FramesPerSecond = 100;

    private const int Hop = SampleRate / FramesPerSecond;
    private const int Bands = 64;
    private const int LowBands = 6; // below about 250 Hz: bass drum and bass
    private const int AttackFrames = 2; // over which a rise is measured
    private const int ChangeFrames = 45; // on either side, which are compared
    private const int Margin = ChangeFrames + 5; // frames beside a chunk, so that its ends are seen whole
    private const int ChunkFrames = 3000;

    private static readonly MelSpectrogram Spectrogram = new(new MelSpectrogramConfig
    {
        SampleRate = SampleRate, FftSize = 1024, Hop = Hop, Bands = Bands, MinimumFrequency = 30, MaximumFrequency = SampleRate / 2,
        AreaNormalized = true, Power = 1,
    });

    private readonly List<float> _samples = []; // of the frames that are not measured yet, and of the margin before them
    private readonly List<float> _onsets = [], _lows = [], _changes = [];
    private int _margin;

    /// <summary>Adds the samples that follow, mono at <see cref="SampleRate"/>.</summary>
    public void Add(ReadOnlySpan<float> samples)
    {
        _samples.AddRange(samples);
        while (_samples.Count >= (_margin + ChunkFrames + Margin) * Hop)
        {
            Measure(ChunkFrames);
            var kept = _margin + ChunkFrames - Margin;
            _samples.RemoveRange(0, kept * Hop);
            _margin = Margin;
        }
    }

    /// <summary>Measures what is left; gives onsets, low onsets and changes per frame. Nothing can be added after it.</summary>
    public (float[] Onsets, float[] Lows, float[] Changes) Finish()
    {
        if (_samples.Count / Hop > _margin)
            Measure(_samples.Count / Hop - _margin);
        return ([.. _onsets], [.. _lows], [.. _changes]);
    }

    private void Measure(int count)
    {
        var samples = CollectionsMarshal.AsSpan(_samples)[..Math.Min(_samples.Count, (_margin + count + Margin) * Hop)];
        var frames = Spectrogram.Frames(samples.Length);
        var bands = new float[frames * Bands];
        Spectrogram.Compute(samples, bands);
        Compress(bands);
        var sums = Sums(bands, frames);
        Span<float> before = stackalloc float[Bands], after = stackalloc float[Bands];
        for (var frame = _margin; frame < _margin + count; frame++)
        {
            var (low, high) = frame < AttackFrames ? (0, 0) : Rise(bands, frame);
            _onsets.Add((low + high) / Bands);
            _lows.Add(low / LowBands);
            if (frame < AttackFrames || frame + AttackFrames >= frames)
            {
                _changes.Add(0);
                continue;
            }
            Mean(sums, Math.Max(0, frame - ChangeFrames), frame, before);
            Mean(sums, frame + AttackFrames, Math.Min(frames, frame + AttackFrames + ChangeFrames), after);
            TensorPrimitives.Subtract(after, before, after);
            _changes.Add(TensorPrimitives.SumOfMagnitudes<float>(after) / Bands);
        }
    }

    /// <summary>The logarithm of the magnitudes relative to the chunk's own level, so that quiet music has onsets too.</summary>
    private static void Compress(Span<float> bands)
    {
        var level = TensorPrimitives.Sum<float>(bands) / bands.Length;
        TensorPrimitives.Multiply(bands, 10 / Math.Max(level, 1e-7f), bands);
        TensorPrimitives.LogP1(bands, bands);
    }

    private static (float Low, float High) Rise(float[] bands, int frame)
    {
        float low = 0, high = 0;
        for (var band = 0; band < Bands; band++)
        {
            var rise = Math.Max(0, bands[frame * Bands + band] - bands[(frame - AttackFrames) * Bands + band]);
            if (band < LowBands) low += rise;
            else high += rise;
        }
        return (low, high);
    }

    /// <summary>The sums of all frames before each: [frames + 1, bands].</summary>
    private static double[] Sums(float[] bands, int frames)
    {
        var sums = new double[(frames + 1) * Bands];
        for (var i = 0; i < frames * Bands; i++)
            sums[Bands + i] = sums[i] + bands[i];
        return sums;
    }

    private static void Mean(double[] sums, int from, int to, Span<float> mean)
    {
        for (var band = 0; band < Bands; band++)
            mean[band] = (float)((sums[to * Bands + band] - sums[from * Bands + band]) / Math.Max(1, to - from));
    }
}
