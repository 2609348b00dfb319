namespace Viml.Engine.Signal;

/// <summary>Window functions.</summary>
public static class Window
{
    /// <summary>
    /// The Hann window, 0.5 - 0.5 cos(2 pi i / period). The periodic form (period = length) is the one for spectra; the symmetric one
    /// (period = length - 1) ends on zero on both sides.
    /// </summary>
    public static float[] Hann(int length, bool periodic = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length == 1)
            return [1];
        double period = periodic ? length : length - 1;
        var window = new float[length];
        for (var i = 0; i < length; i++)
            window[i] = (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * i / period));
        return window;
    }
}
