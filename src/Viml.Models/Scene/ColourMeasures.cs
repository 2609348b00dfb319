using System.Numerics.Tensors;

namespace Viml.Models.Scene;

/// <summary>Colour of one frame: Lab and HSV statistics, histograms, contrast and colourfulness.</summary>
internal static class ColourMeasures
{
    private const int HueBins = 12;
    private const int LightnessBins = 8;
    private const int SaturationBins = 5;

    public static MeasuredFeature[] Features { get; } =
    [
        new("colour.lightness.mean", 45, 20), new("colour.lightness.spread", 20, 9),
        new("colour.a.mean", 3, 12), new("colour.a.spread", 8, 7),
        new("colour.b.mean", 5, 15), new("colour.b.spread", 11, 8),
        new("colour.saturation.mean", 0.35f, 0.2f), new("colour.saturation.spread", 0.2f, 0.1f),
        new("colour.value.mean", 0.5f, 0.2f), new("colour.value.spread", 0.22f, 0.1f),
        new("colour.chroma.mean", 20, 14),
        new("colour.colourfulness", 35, 22),
        new("colour.contrast", 58, 22),
        new("colour.dark.share", 0.25f, 0.25f), new("colour.bright.share", 0.12f, 0.17f),
        new("colour.neutral.share", 0.4f, 0.3f),
        new("colour.warm.share", 0.55f, 0.3f),
        new("colour.entropy", 0.75f, 0.15f),
        .. Bins("colour.hue", HueBins, 0.22f, 0.22f),
        .. Bins("colour.lightness", LightnessBins, 0.3f, 0.18f),
        .. Bins("colour.saturation", SaturationBins, 0.4f, 0.2f),
    ];

    public static void Measure(FramePlanes frame, Span<float> raw)
    {
        (raw[0], raw[1]) = Statistics.Of(frame.L);
        (raw[2], raw[3]) = Statistics.Of(frame.A);
        (raw[4], raw[5]) = Statistics.Of(frame.B);
        (raw[6], raw[7]) = Statistics.Of(frame.Saturation);
        (raw[8], raw[9]) = Statistics.Of(frame.Value);

        var hue = raw.Slice(18, HueBins);
        var lightness = raw.Slice(18 + HueBins, LightnessBins);
        var saturation = raw.Slice(18 + HueBins + LightnessBins, SaturationBins);
        raw[18..].Clear();
        float chromaSum = 0, warm = 0, hueWeight = 0;
        int dark = 0, bright = 0, neutral = 0;
        for (var i = 0; i < FramePlanes.Pixels; i++)
        {
            var chroma = MathF.Sqrt(frame.A[i] * frame.A[i] + frame.B[i] * frame.B[i]);
            chromaSum += chroma;
            dark += frame.L[i] < 20 ? 1 : 0;
            bright += frame.L[i] > 80 ? 1 : 0;
            neutral += chroma < 8 ? 1 : 0;
            // Hue means nothing in grey: a pixel counts by its chroma, and not at all below the just visible.
            var weight = Math.Max(chroma - 4, 0);
            hueWeight += weight;
            warm += frame.Hue[i] is < 1 / 4f or > 11 / 12f ? weight : 0; // pink-red to yellow-green
            Statistics.AddCircular(hue, frame.Hue[i] * HueBins, weight);
            Statistics.AddSoft(lightness, frame.L[i] / 100 * LightnessBins, 1);
            Statistics.AddSoft(saturation, frame.Saturation[i] * SaturationBins, 1);
        }
        raw[10] = chromaSum / FramePlanes.Pixels;
        raw[11] = Colourfulness(frame);
        raw[12] = Contrast(lightness);
        raw[13] = dark / (float)FramePlanes.Pixels;
        raw[14] = bright / (float)FramePlanes.Pixels;
        raw[15] = neutral / (float)FramePlanes.Pixels;
        raw[16] = hueWeight > 0 ? warm / hueWeight : Features[16].Typical;
        raw[17] = Entropy(lightness);
        Statistics.ToRootShares(hue, hueWeight);
        Statistics.ToRootShares(lightness, FramePlanes.Pixels);
        Statistics.ToRootShares(saturation, FramePlanes.Pixels);
    }

    /// <summary>
    /// Hasler and Suesstrunk 2003: spread plus 0.3 times mean on the opponent axes; about 0 (grey) to 110 (very colourful).
    /// </summary>
    private static float Colourfulness(FramePlanes frame)
    {
        var (redGreenMean, redGreenSpread) = Statistics.Of(frame.RedGreen);
        var (yellowBlueMean, yellowBlueSpread) = Statistics.Of(frame.YellowBlue);
        return MathF.Sqrt(redGreenSpread * redGreenSpread + yellowBlueSpread * yellowBlueSpread)
            + 0.3f * MathF.Sqrt(redGreenMean * redGreenMean + yellowBlueMean * yellowBlueMean);
    }

    /// <summary>Lightness between the darkest and the brightest twentieth of the picture, from the histogram's counts.</summary>
    private static float Contrast(ReadOnlySpan<float> lightness) => Quantile(lightness, 0.95f) - Quantile(lightness, 0.05f);

    private static float Quantile(ReadOnlySpan<float> counts, float share)
    {
        var left = share * TensorPrimitives.Sum(counts);
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (left <= counts[bin] && counts[bin] > 0)
                return (bin + left / counts[bin]) / counts.Length * 100;
            left -= counts[bin];
        }
        return 100;
    }

    /// <summary>Entropy of the lightness histogram, 0 (one bin) to 1 (all bins alike).</summary>
    private static float Entropy(ReadOnlySpan<float> counts)
    {
        var sum = 0f;
        foreach (var count in counts)
        {
            var share = count / FramePlanes.Pixels;
            sum -= share > 0 ? share * MathF.Log(share) : 0;
        }
        return sum / MathF.Log(counts.Length);
    }

    private static IEnumerable<MeasuredFeature> Bins(string name, int count, float typical, float spread) =>
        Enumerable.Range(0, count).Select(bin => new MeasuredFeature($"{name}.bin{bin}", typical, spread));
}
