namespace Viml.Training.Fitting;

/// <summary>
/// Random changes of a log-mel spectrogram that a recording of the same music could show: level, tone, bandwidth, noise, gaps. Done on
/// decibels because a spectrogram is a hundred times smaller than its sound. The ranges were chosen to cover loud modern masters as well
/// as noisy, narrow old recordings.
/// </summary>
internal static class SpectrogramAugmentation
{
    private const int ToneKnots = 6;
    private const double ToneDeviation = 4, SmallToneDeviation = 1.5, SmallGainDeviation = 2;
    private const double BandLimitChance = 0.25, NoiseChance = 0.5, MaskChance = 0.5, SmallMaskChance = 0.3;
    private const float DecibelsOutOfBand = 45;

    /// <summary>Changes <paramref name="decibels"/>, <c>[mels, frames]</c>, in place.</summary>
    public static void Apply(Span<float> decibels, int mels, int frames, Random random)
    {
        ChangeTone(decibels, mels, frames, random.NextDouble() * 20 - 14, ToneDeviation, random);
        if (random.NextDouble() < BandLimitChance) LimitBand(decibels, mels, frames, random);
        if (random.NextDouble() < NoiseChance) AddNoise(decibels, mels, frames, random);
        if (random.NextDouble() < MaskChance) Mask(decibels, mels, frames, random);
    }

    /// <summary>As <see cref="Apply"/>, but so little that what was said of the music stays true: level, tone, gaps.</summary>
    public static void ApplyLightly(Span<float> decibels, int mels, int frames, Random random)
    {
        ChangeTone(decibels, mels, frames, SmallGainDeviation * Normal(random), SmallToneDeviation, random);
        if (random.NextDouble() < SmallMaskChance) Mask(decibels, mels, frames, random);
    }

    /// <summary>Adds a gain and a smooth random curve over frequency, in dB.</summary>
    private static void ChangeTone(Span<float> decibels, int mels, int frames, double gain, double deviation, Random random)
    {
        Span<double> knots = stackalloc double[ToneKnots];
        foreach (ref var knot in knots) knot = gain + deviation * Normal(random);
        for (var mel = 0; mel < mels; mel++)
        {
            var at = mel * (ToneKnots - 1.0) / mels;
            var left = (int)at;
            var change = (float)(knots[left] + (knots[left + 1] - knots[left]) * (at - left));
            foreach (ref var value in decibels.Slice(mel * frames, frames)) value += change;
        }
    }

    /// <summary>
    /// Takes away the highs from a random band upwards, or the lows below one, as telephones, tape and small speakers do.
    /// </summary>
    private static void LimitBand(Span<float> decibels, int mels, int frames, Random random)
    {
        var highs = random.NextDouble() < 0.7;
        var from = highs ? random.Next(mels * 45 / 100, mels) : 0;
        var to = highs ? mels : random.Next(1, mels / 8);
        foreach (ref var value in decibels[(from * frames)..(to * frames)]) value -= DecibelsOutOfBand;
    }

    /// <summary>Adds the power of a noise 20 to 60 dB below the loudest value, white to pink.</summary>
    private static void AddNoise(Span<float> decibels, int mels, int frames, Random random)
    {
        var loudest = System.Numerics.Tensors.TensorPrimitives.Max<float>(decibels);
        var level = loudest - 20 - 40 * random.NextDouble();
        var tilt = random.NextDouble() * 10;
        for (var mel = 0; mel < mels; mel++)
        {
            var mean = level - tilt * mel / mels;
            foreach (ref var value in decibels.Slice(mel * frames, frames))
            {
                var noise = (float)(mean + 4 * (random.NextDouble() - 0.5));
                var (high, low) = value > noise ? (value, noise) : (noise, value);
                value = high + 10 * MathF.Log10(1 + MathF.Pow(10, (low - high) / 10));
            }
        }
    }

    /// <summary>
    /// Fills one band of up to an eighth of the frequencies and one gap of up to an eighth of the time with the mean (SpecAugment).
    /// </summary>
    private static void Mask(Span<float> decibels, int mels, int frames, Random random)
    {
        var mean = System.Numerics.Tensors.TensorPrimitives.Average<float>(decibels);
        var (bandWidth, gapWidth) = (random.Next(mels / 8 + 1), random.Next(frames / 8 + 1));
        var (band, gap) = (random.Next(mels - bandWidth + 1), random.Next(frames - gapWidth + 1));
        decibels.Slice(band * frames, bandWidth * frames).Fill(mean);
        for (var mel = 0; mel < mels; mel++) decibels.Slice(mel * frames + gap, gapWidth).Fill(mean);
    }

    /// <summary>A standard normal number (Box-Muller).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
