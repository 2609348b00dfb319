namespace Viml.Models;

/// <summary>Base features of a stretch of video or music: what an encoder gives and ViML takes.</summary>
/// <param name="Values">Row-major <c>[Time, Width]</c>.</param>
/// <param name="Time">Number of steps; 0 for an empty stretch.</param>
/// <param name="Width">Numbers per step.</param>
/// <param name="Rate">Steps per second.</param>
public sealed record FeatureSequence(float[] Values, int Time, int Width, double Rate)
{
    /// <summary>The features of step <paramref name="index"/>, a view of <see cref="Values"/>.</summary>
    public ReadOnlySpan<float> Step(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Time);
        return Values.AsSpan(index * Width, Width);
    }

    /// <summary>
    /// Steps <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> as a sequence of its own (copies).
    /// </summary>
    public FeatureSequence Range(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Time, nameof(count));
        return new FeatureSequence(Values.AsSpan(start * Width, count * Width).ToArray(), count, Width, Rate);
    }
}
