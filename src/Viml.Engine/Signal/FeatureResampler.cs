using System.Numerics.Tensors;

namespace Viml.Engine.Signal;

/// <summary>Changes the number of steps of a feature sequence [time, width] that covers a fixed stretch of time.</summary>
public static class FeatureResampler
{
    /// <summary>
    /// Fewer steps: each is the mean of the time it covers, steps on a border counting by their share, so that the mean over time is kept.
    /// More steps: linear interpolation between the centres of the old ones; before the first and after the last centre they are repeated.
    /// Equally many: a copy. Allocates nothing.
    /// </summary>
    /// <param name="source">[time, width] with at least one step.</param>
    /// <param name="width">Elements of a step; at least 1.</param>
    /// <param name="destination">[other time, width]; its length says how many steps are wanted. Must not overlap the source.</param>
    /// <exception cref="ArgumentException">A length is not a whole number of steps, or the source has none.</exception>
    public static void Resample(ReadOnlySpan<float> source, int width, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (source.Length % width != 0 || destination.Length % width != 0 || (source.IsEmpty && !destination.IsEmpty))
            throw new ArgumentException(
                $"FeatureResampler: {source.Length} and {destination.Length} elements are not sequences of steps of {width}.");
        int sourceTime = source.Length / width, time = destination.Length / width;
        if (time == sourceTime)
            source.CopyTo(destination);
        else
            for (var step = 0; step < time; step++)
                if (time < sourceTime)
                    Average(
                        source, width, (double)step * sourceTime / time, (step + 1.0) * sourceTime / time,
                        destination.Slice(step * width, width));
                else
                    Interpolate(source, width, (step + 0.5) * sourceTime / time - 0.5, destination.Slice(step * width, width));
    }

    private static void Average(ReadOnlySpan<float> source, int width, double from, double to, Span<float> destination)
    {
        destination.Clear();
        for (var step = (int)from; step < Math.Min(Math.Ceiling(to), source.Length / width); step++)
        {
            var share = (Math.Min(step + 1, to) - Math.Max(step, from)) / (to - from);
            TensorPrimitives.MultiplyAdd(source.Slice(step * width, width), (float)share, destination, destination);
        }
    }

    private static void Interpolate(ReadOnlySpan<float> source, int width, double at, Span<float> destination)
    {
        var last = source.Length / width - 1;
        var left = (int)Math.Clamp(Math.Floor(at), 0, last);
        var right = Math.Min(left + 1, last);
        var share = (float)Math.Clamp(at - left, 0, 1);
        TensorPrimitives.Lerp(source.Slice(left * width, width), source.Slice(right * width, width), share, destination);
    }
}
