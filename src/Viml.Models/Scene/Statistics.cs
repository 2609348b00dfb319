using System.Numerics.Tensors;

namespace Viml.Models.Scene;

/// <summary>Small sums the measures share.</summary>
internal static class Statistics
{
    /// <summary>Mean and standard deviation.</summary>
    public static (float Mean, float Deviation) Of(ReadOnlySpan<float> values)
    {
        var mean = TensorPrimitives.Sum(values) / values.Length;
        var squares = 0f;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, MathF.Sqrt(squares / values.Length));
    }

    /// <summary>
    /// Adds a value to a histogram, shared linearly between the two nearest bin centres, so that a small change of
    /// the value is a small change of the histogram. <paramref name="position"/> is in bins; outside goes to the end bins.
    /// </summary>
    public static void AddSoft(Span<float> bins, float position, float weight)
    {
        var centred = Math.Clamp(position - 0.5f, 0, bins.Length - 1);
        var lower = Math.Min((int)centred, bins.Length - 2);
        var share = centred - lower;
        bins[lower] += weight * (1 - share);
        bins[lower + 1] += weight * share;
    }

    /// <summary>The same on a circle: the last bin is the neighbour of the first.</summary>
    public static void AddCircular(Span<float> bins, float position, float weight)
    {
        var centred = position - 0.5f;
        var floor = MathF.Floor(centred);
        var share = centred - floor;
        var lower = (((int)floor % bins.Length) + bins.Length) % bins.Length;
        bins[lower] += weight * (1 - share);
        bins[(lower + 1) % bins.Length] += weight * share;
    }

    /// <summary>Turns counts into square roots of shares of <paramref name="total"/>; nothing counted gives zeros.</summary>
    public static void ToRootShares(Span<float> bins, float total)
    {
        foreach (ref var bin in bins)
            bin = total > 0 ? MathF.Sqrt(bin / total) : 0;
    }
}
