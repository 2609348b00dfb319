using System.Numerics.Tensors;

namespace Viml.Models.Rhythm;

/// <summary>Smooths sequences with one number per frame; beyond the ends they are 0.</summary>
internal static class Smoothing
{
    /// <summary>Spreads each number over its neighbours with a bell of a standard deviation in frames, whose weights add up to 1.</summary>
    public static float[] Gaussian(ReadOnlySpan<float> values, double deviation)
    {
        var reach = (int)Math.Ceiling(2.7 * deviation);
        var bell = Enumerable.Range(-reach, (2 * reach) + 1).Select(i => (float)Math.Exp(-0.5 * i * i / (deviation * deviation))).ToArray();
        TensorPrimitives.Divide(bell, TensorPrimitives.Sum<float>(bell), bell);
        var smooth = new float[values.Length];
        for (var i = 0; i < bell.Length; i++)
        {
            var shift = i - reach; // smooth[t] += bell[i] * values[t + shift]
            var (to, from) = (Math.Max(0, -shift), Math.Max(0, shift));
            var count = values.Length - Math.Abs(shift);
            if (count <= 0) continue;
            var part = smooth.AsSpan(to, count);
            TensorPrimitives.MultiplyAdd(values.Slice(from, count), bell[i], part, part);
        }
        return smooth;
    }

    /// <summary>What stands above the mean of a second around it, over the standard deviation of that.</summary>
    public static float[] AboveSurroundings(ReadOnlySpan<float> values)
    {
        const int reach = OnsetEnvelope.FramesPerSecond / 2;
        var above = new float[values.Length];
        var sum = 0.0;
        for (var t = -reach; t < values.Length; t++)
        {
            if (t + reach < values.Length) sum += values[t + reach];
            if (t - reach - 1 >= 0) sum -= values[t - reach - 1];
            if (t >= 0) above[t] = (float)Math.Max(0, values[t] - (sum / ((2 * reach) + 1)));
        }
        if (above.Length > 0)
            TensorPrimitives.Divide(above, TensorPrimitives.StdDev<float>(above) + 1e-9f, above);
        return above;
    }
}
