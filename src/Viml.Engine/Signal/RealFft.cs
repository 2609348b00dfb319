using System.Numerics;

namespace Viml.Engine.Signal;

/// <summary>
/// The discrete Fourier transform of real signals whose length is a power of two: X[k] = sum of x[i] exp(-2 pi i k / n) for k = 0 .. n/2,
/// not scaled. Radix 2, decimation in time, on pairs of samples taken as complex numbers. Several signals are transformed side by side, one
/// per vector lane, so that every step of the calculation is a whole vector. Immutable and thread-safe.
/// </summary>
public sealed class RealFft
{
    private readonly int _half;
    private readonly int[] _reversed;
    private readonly float[] _cosine;
    private readonly float[] _sine;

    /// <summary>Prepares transforms of one length.</summary>
    /// <exception cref="ArgumentException">The length is not a power of two, at least 2.</exception>
    public RealFft(int length)
    {
        if (length < 2 || !BitOperations.IsPow2(length))
            throw new ArgumentException($"RealFft: the length must be a power of two and at least 2, not {length}.", nameof(length));
        Length = length;
        _half = length / 2;
        _reversed = new int[_half];
        var bits = BitOperations.Log2((uint)_half);
        for (var i = 0; i < _half; i++)
            for (var bit = 0; bit < bits; bit++)
                _reversed[i] |= ((i >> bit) & 1) << (bits - 1 - bit);
        _cosine = new float[_half + 1];
        _sine = new float[_half + 1];
        for (var i = 0; i <= _half; i++)
        {
            _cosine[i] = (float)Math.Cos(2 * Math.PI * i / length);
            _sine[i] = (float)-Math.Sin(2 * Math.PI * i / length);
        }
    }

    /// <summary>Samples of a signal.</summary>
    public int Length { get; }

    /// <summary>Entries of a spectrum: <c>Length / 2 + 1</c>.</summary>
    public int Bins => _half + 1;

    /// <summary>
    /// Transforms one signal. Allocates working memory; for many signals use
    /// <see cref="Forward(Span{Vector{float}}, Span{Vector{float}}, Span{Vector{float}})"/>.
    /// </summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="real">Receives the real parts, <see cref="Bins"/> entries.</param>
    /// <param name="imaginary">Receives the imaginary parts, <see cref="Bins"/> entries.</param>
    public void Forward(ReadOnlySpan<float> samples, Span<float> real, Span<float> imaginary)
    {
        if (samples.Length != Length || real.Length != Bins || imaginary.Length != Bins)
            throw Misfit(samples.Length, real.Length, imaginary.Length);
        var lanes = new Vector<float>[Length + 2 * Bins];
        var signal = lanes.AsSpan(0, Length);
        var spectrumReal = lanes.AsSpan(Length, Bins);
        var spectrumImaginary = lanes.AsSpan(Length + Bins, Bins);
        for (var i = 0; i < Length; i++)
            signal[i] = new Vector<float>(samples[i]);
        Forward(signal, spectrumReal, spectrumImaginary);
        for (var k = 0; k < Bins; k++)
        {
            real[k] = spectrumReal[k][0];
            imaginary[k] = spectrumImaginary[k][0];
        }
    }

    /// <summary>
    /// Transforms as many signals as a vector has lanes, each in a lane of its own. The samples are overwritten. Allocates nothing.
    /// </summary>
    /// <param name="samples"><see cref="Length"/> samples.</param>
    /// <param name="real">Receives the real parts, <see cref="Bins"/> entries.</param>
    /// <param name="imaginary">Receives the imaginary parts, <see cref="Bins"/> entries.</param>
    public void Forward(Span<Vector<float>> samples, Span<Vector<float>> real, Span<Vector<float>> imaginary)
    {
        if (samples.Length != Length || real.Length != Bins || imaginary.Length != Bins)
            throw Misfit(samples.Length, real.Length, imaginary.Length);
        for (var i = 0; i < _half; i++)
        {
            real[i] = samples[2 * _reversed[i]];
            imaginary[i] = samples[2 * _reversed[i] + 1];
        }
        TransformPairs(real[.._half], imaginary[.._half]);
        SplitPairs(real, imaginary);
    }

    // The complex transform of z[i] = x[2i] + i x[2i + 1], in place, from bit-reversed order.
    private void TransformPairs(Span<Vector<float>> real, Span<Vector<float>> imaginary)
    {
        for (var size = 2; size <= _half; size *= 2)
        {
            var step = Length / size;
            for (var j = 0; j < size / 2; j++)
            {
                float cosine = _cosine[j * step], sine = _sine[j * step];
                for (var low = j; low < real.Length; low += size)
                {
                    var high = low + size / 2;
                    var turnedReal = real[high] * cosine - imaginary[high] * sine;
                    var turnedImaginary = real[high] * sine + imaginary[high] * cosine;
                    real[high] = real[low] - turnedReal;
                    imaginary[high] = imaginary[low] - turnedImaginary;
                    real[low] += turnedReal;
                    imaginary[low] += turnedImaginary;
                }
            }
        }
    }

    // From Z, the transform of the pairs, to X: with E and O the transforms of even and odd samples,
    // E[k] = (Z[k] + conj Z[n/2 - k]) / 2, O[k] = (Z[k] - conj Z[n/2 - k]) / 2i, X[k] = E[k] + exp(-2 pi i k / n) O[k].
    private void SplitPairs(Span<Vector<float>> real, Span<Vector<float>> imaginary)
    {
        real[_half] = real[0];
        imaginary[_half] = imaginary[0];
        for (int k = 0, mirror = _half; k <= mirror; k++, mirror--)
        {
            var evenReal = (real[k] + real[mirror]) * 0.5f;
            var evenImaginary = (imaginary[k] - imaginary[mirror]) * 0.5f;
            var oddReal = (imaginary[k] + imaginary[mirror]) * 0.5f;
            var oddImaginary = (real[mirror] - real[k]) * 0.5f;
            var turnedReal = oddReal * _cosine[k] - oddImaginary * _sine[k];
            var turnedImaginary = oddReal * _sine[k] + oddImaginary * _cosine[k];
            real[k] = evenReal + turnedReal;
            imaginary[k] = evenImaginary + turnedImaginary;
            // X[n/2 - k] = conj(E[k] - exp(-2 pi i k / n) O[k])
            real[mirror] = evenReal - turnedReal;
            imaginary[mirror] = turnedImaginary - evenImaginary;
        }
    }

    private ArgumentException Misfit(int samples, int real, int imaginary) =>
        new($"RealFft: {samples} samples and spectra of {real} and {imaginary} entries do not fit a transform of {Length} to {Bins}.");
}
