namespace Viml.Training.Corpus.Scenes.Drawing;

/// <summary>Small shaping functions shared by the scenes.</summary>
internal static class Curve
{
    /// <summary>0 below <paramref name="from"/>, 1 above <paramref name="to"/>, smooth between.</summary>
    public static float Smooth(float from, float to, float value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - 2 * t);
    }

    /// <summary>The part after the point, in [0, 1) for negative values too: where something stands in its cycle.</summary>
    public static float Cycle(float value) => value - MathF.Floor(value);

    /// <summary>The cycle spread over [-half, half): objects that leave on one side come back on the other.</summary>
    public static float Wrap(float value, float half) => (Cycle(value / (2 * half) + 0.5f) - 0.5f) * 2 * half;
}
