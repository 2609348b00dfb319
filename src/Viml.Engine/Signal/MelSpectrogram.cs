using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Viml.Engine.Kernels;

namespace Viml.Engine.Signal;

/// <summary>
/// Mel spectrograms of mono sound. Frame number t is centred on sample t * hop; beyond its ends the signal is continued by reflection about
/// its first and last sample. Thread-safe; frames are shared out among the threads.
/// </summary>
public sealed class MelSpectrogram
{
    // Frames are computed side by side, one per vector lane.
    private static readonly int Lanes = Vector<float>.Count;

    private readonly RealFft _fft;
    private readonly float[] _window;

    /// <summary>Prepares spectrograms with the given settings.</summary>
    /// <exception cref="ArgumentException">The settings are not valid.</exception>
    public MelSpectrogram(MelSpectrogramConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        Config = config;
        Filters = new MelFilterBank(
            config.SampleRate, config.FftSize, config.Bands, config.MinimumFrequency, config.MaximumFrequency, config.Scale,
            config.AreaNormalized);
        _fft = new RealFft(config.FftSize);
        _window = Window.Hann(config.FftSize);
    }

    /// <summary>The settings.</summary>
    public MelSpectrogramConfig Config { get; }

    /// <summary>The filters.</summary>
    internal MelFilterBank Filters { get; }

    /// <summary>Frames of a signal: samples / hop, rounded down, and one more; none for an empty signal.</summary>
    public int Frames(int samples) => samples == 0 ? 0 : samples / Config.Hop + 1;

    /// <summary>Computes the spectrogram of a signal.</summary>
    /// <param name="samples">Mono samples at the sample rate of the settings.</param>
    /// <param name="spectrogram">Receives [frames, bands], see <see cref="Frames"/>.</param>
    /// <exception cref="ArgumentException">The destination does not have the right size.</exception>
    public void Compute(ReadOnlySpan<float> samples, Span<float> spectrogram)
    {
        var frames = Frames(samples.Length);
        if (spectrogram.Length != (long)frames * Config.Bands)
            throw new ArgumentException(
                $"MelSpectrogram: {samples.Length} samples give [{frames}, {Config.Bands}], not {spectrogram.Length} numbers.",
                nameof(spectrogram));
        var groups = (frames + Lanes - 1) / Lanes;
        Parallelism.ForRanges(
            groups, 4, this, samples, spectrogram,
            static (self, samples, spectrogram, from, to) => self.ComputeGroups(samples, spectrogram, from, to));
    }

    /// <summary>Computes the first frames of the spectrogram of a signal, band after band, as networks take it.</summary>
    /// <param name="samples">Mono samples at the sample rate of the settings.</param>
    /// <param name="frames">At most as many as <see cref="Frames"/> says.</param>
    /// <param name="spectrogram">Receives [bands, frames].</param>
    /// <exception cref="ArgumentException">There are fewer frames, or the destination does not have the right size.</exception>
    public void ComputeByBand(ReadOnlySpan<float> samples, int frames, Span<float> spectrogram)
    {
        var (all, bands) = (Frames(samples.Length), Config.Bands);
        if (frames < 0 || frames > all || spectrogram.Length != (long)frames * bands)
            throw new ArgumentException(
                $"MelSpectrogram: {frames} of {all} frames need {(long)bands * frames} elements; the destination has {spectrogram.Length}.",
                nameof(spectrogram));
        var byFrame = new float[all * bands];
        Compute(samples, byFrame);
        for (var t = 0; t < frames; t++)
            for (var band = 0; band < bands; band++)
                spectrogram[band * frames + t] = byFrame[t * bands + band];
    }

    private void ComputeGroups(ReadOnlySpan<float> samples, Span<float> spectrogram, int from, int to)
    {
        int size = Config.FftSize, bins = Filters.Bins, bands = Config.Bands;
        var rented = ArrayPool<float>.Shared.Rent((size + 2 * bins + bands) * Lanes);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(rented.AsSpan(0, (size + 2 * bins + bands) * Lanes));
        var frame = vectors[..size];
        var real = vectors.Slice(size, bins);
        var imaginary = vectors.Slice(size + bins, bins);
        var mel = vectors[(size + 2 * bins)..];
        for (var group = from; group < to; group++)
        {
            var first = group * Lanes;
            var count = Math.Min(Lanes, Frames(samples.Length) - first);
            for (var lane = 0; lane < Lanes; lane++)
                // Lanes beyond the last frame repeat it.
                LoadFrame(
                    samples, (first + Math.Min(lane, count - 1)) * Config.Hop - size / 2,
                    MemoryMarshal.Cast<Vector<float>, float>(frame)[lane..]);
            _fft.Forward(frame, real, imaginary);
            for (var bin = 0; bin < bins; bin++)
            {
                var power = real[bin] * real[bin] + imaginary[bin] * imaginary[bin];
                real[bin] = Config.Power == 2 ? power : Vector.SquareRoot(power);
            }
            Filters.Apply(real, mel);
            var flat = MemoryMarshal.Cast<Vector<float>, float>(mel);
            for (var lane = 0; lane < count; lane++)
                for (var band = 0; band < bands; band++)
                    spectrogram[(first + lane) * bands + band] = flat[band * Lanes + lane];
            Compress(spectrogram.Slice(first * bands, count * bands));
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    // Writes one windowed frame into one lane: every Lanes-th element of the destination.
    private void LoadFrame(ReadOnlySpan<float> samples, int start, Span<float> destination)
    {
        var inside = start >= 0 && start <= samples.Length - _window.Length;
        for (var i = 0; i < _window.Length; i++)
            destination[i * Lanes] = _window[i] * samples[inside ? start + i : Reflect(start + i, samples.Length)];
    }

    private static int Reflect(int index, int length)
    {
        if (length == 1)
            return 0;
        // ... 2 1 | 0 1 2 ... n-1 | n-2 n-3 ...: mirrored without repeating the ends, with period 2 (n - 1).
        var period = 2 * (length - 1);
        var inside = ((index % period) + period) % period;
        return inside < length ? inside : period - inside;
    }

    private void Compress(Span<float> values)
    {
        switch (Config.Compression)
        {
            case MelCompression.Decibels:
                TensorPrimitives.Max(values, 1e-10f, values);
                TensorPrimitives.Log10(values, values);
                TensorPrimitives.Multiply(values, 10, values);
                break;
            case MelCompression.LogOnePlusTen:
                TensorPrimitives.Multiply(values, 10, values);
                TensorPrimitives.Add(values, 1, values);
                TensorPrimitives.Log10(values, values);
                break;
        }
    }
}
