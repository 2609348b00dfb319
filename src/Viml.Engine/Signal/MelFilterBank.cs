using System.Numerics;

namespace Viml.Engine.Signal;

/// <summary>
/// Triangular filters, equally spaced on a mel scale, that gather the bins of a spectrum into bands. A filter rises from the centre of the
/// band before to its own centre and falls to that of the next. Immutable and thread-safe.
/// </summary>
internal sealed class MelFilterBank
{
    private readonly float[] _weights;
    private readonly (int From, int To)[] _support;

    /// <summary>Computes the filters.</summary>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="fftSize">Samples of a transform; a spectrum has half as many bins and one more.</param>
    /// <param name="bands">Number of filters.</param>
    /// <param name="minimumFrequency">Where the first filter begins, in Hz.</param>
    /// <param name="maximumFrequency">Where the last filter ends, in Hz; at most half the sample rate.</param>
    /// <param name="scale">The mel scale.</param>
    /// <param name="areaNormalized">Slaney's norm: filters of equal area (2 / width in Hz) instead of equal height 1.</param>
    public MelFilterBank(
        int sampleRate, int fftSize, int bands, double minimumFrequency, double maximumFrequency, MelScale scale, bool areaNormalized)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(fftSize, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        if (!(minimumFrequency >= 0 && minimumFrequency < maximumFrequency && maximumFrequency <= sampleRate / 2.0))
            throw new ArgumentException(
                $"MelFilterBank: {minimumFrequency}-{maximumFrequency} Hz is not a range within half the sample rate of {sampleRate} Hz.");
        Bands = bands;
        Bins = fftSize / 2 + 1;
        _weights = new float[bands * Bins];
        _support = new (int, int)[bands];
        double low = scale.FromHertz(minimumFrequency), high = scale.FromHertz(maximumFrequency);
        double Corner(int index) => scale.ToHertz(low + (high - low) * index / (bands + 1));
        for (var band = 0; band < bands; band++)
            Fill(band, Corner(band), Corner(band + 1), Corner(band + 2), (double)sampleRate / fftSize, areaNormalized);
    }

    /// <summary>Number of filters.</summary>
    public int Bands { get; }

    /// <summary>Entries of a spectrum.</summary>
    public int Bins { get; }

    /// <summary>The filters, [bands, bins].</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>bands[i] = filter i times the spectrum.</summary>
    public void Apply(ReadOnlySpan<float> spectrum, Span<float> bands)
    {
        Check(spectrum.Length, bands.Length);
        for (var band = 0; band < Bands; band++)
        {
            var sum = 0f;
            for (var bin = _support[band].From; bin < _support[band].To; bin++)
                sum += _weights[band * Bins + bin] * spectrum[bin];
            bands[band] = sum;
        }
    }

    /// <summary><see cref="Apply(ReadOnlySpan{float}, Span{float})"/> for as many spectra as a vector has lanes.</summary>
    public void Apply(ReadOnlySpan<Vector<float>> spectrum, Span<Vector<float>> bands)
    {
        Check(spectrum.Length, bands.Length);
        for (var band = 0; band < Bands; band++)
        {
            var sum = Vector<float>.Zero;
            for (var bin = _support[band].From; bin < _support[band].To; bin++)
                sum += _weights[band * Bins + bin] * spectrum[bin];
            bands[band] = sum;
        }
    }

    private void Fill(int band, double left, double centre, double right, double hertzPerBin, bool areaNormalized)
    {
        var height = areaNormalized ? 2 / (right - left) : 1;
        var (from, to) = (Bins, 0);
        for (var bin = 0; bin < Bins; bin++)
        {
            var hertz = bin * hertzPerBin;
            var weight = Math.Min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
            if (weight <= 0)
                continue;
            _weights[band * Bins + bin] = (float)(weight * height);
            (from, to) = (Math.Min(from, bin), bin + 1);
        }
        _support[band] = (from, to);
    }

    private void Check(int spectrum, int bands)
    {
        if (spectrum != Bins || bands != Bands)
            throw new ArgumentException($"MelFilterBank: {spectrum} bins and {bands} bands do not fit filters of [{Bands}, {Bins}].");
    }
}
