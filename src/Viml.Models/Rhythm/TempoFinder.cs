using System.Numerics.Tensors;

namespace Viml.Models.Rhythm;

/// <summary>Finds the time from beat to beat at which onsets repeat, by their autocorrelation.</summary>
internal static class TempoFinder
{
    private const double FastestBpm = 215;
    private const double SlowestBpm = 50;
    private const double PreferredBpm = 120; // people choose tempos near it (Parncutt 1994)
    private const double PreferredOctaves = 0.9;

    // A beat repeats after two and after four beats as well.
    private static readonly (int Multiple, double Weight)[] Multiples = [(1, 1), (2, 0.7), (4, 0.5)];

    /// <summary>
    /// Frames from beat to beat, with a fraction, and how much of the onsets repeats at them (correlation); null where nothing repeats.
    /// </summary>
    /// <param name="onsets">Onsets per frame.</param>
    public static (double Period, double Clarity)? Find(float[] onsets)
    {
        var smooth = Smoothing.Gaussian(onsets, 2);
        TensorPrimitives.Subtract(smooth, TensorPrimitives.Sum<float>(smooth) / smooth.Length, smooth);
        int shortest = FramesOf(FastestBpm), longest = FramesOf(SlowestBpm);
        var correlations = new float[4 * longest + 5];
        var energy = TensorPrimitives.SumOfSquares<float>(smooth) / Math.Max(1, smooth.Length);
        for (var lag = shortest - 1; lag < correlations.Length && lag < smooth.Length / 2; lag++)
            correlations[lag] = TensorPrimitives.Dot<float>(smooth.AsSpan(lag), smooth.AsSpan(0, smooth.Length - lag))
                / ((smooth.Length - lag) * energy + 1e-9f);
        var (best, at) = (0.0, 0);
        for (var lag = shortest; lag <= longest; lag++)
        {
            var octaves = Math.Log2(60.0 * OnsetEnvelope.FramesPerSecond / lag / PreferredBpm);
            var score = Multiples.Sum(part => part.Weight * Peak(correlations, lag, part.Multiple).Value)
                * Math.Exp(-0.5 * Math.Pow(octaves / PreferredOctaves, 2));
            if (score > best) (best, at) = (score, lag);
        }
        if (at == 0) return null;
        var clarity = Multiples.Max(part => Peak(correlations, at, part.Multiple).Value);
        return (Peak(correlations, at, 4).Lag / 4.0, clarity); // four beats tell the length of one more finely
    }

    private static int FramesOf(double bpm) => (int)Math.Round(60 * OnsetEnvelope.FramesPerSecond / bpm);

    /// <summary>The largest correlation where <paramref name="multiple"/> beats of about <paramref name="lag"/> frames may end.</summary>
    private static (float Value, int Lag) Peak(float[] correlations, int lag, int multiple)
    {
        var from = (lag * multiple) - (multiple - 1);
        var range = correlations.AsSpan(from, (2 * multiple) - 1);
        var best = TensorPrimitives.IndexOfMax<float>(range);
        return (range[best], from + best);
    }
}
