namespace Viml.Corpus.Scenes.Drawing;

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

    /// <summary>
    /// The angle of a direction as part of a full turn, 0..1; within 0.0002 turns of the true one, several times faster than Atan2.
    /// </summary>
    public static float Turn(float y, float x)
    {
        float wide = MathF.Abs(x), high = MathF.Abs(y);
        var ratio = Math.Min(wide, high) / Math.Max(Math.Max(wide, high), 1e-12f);
        // atan on 0..1 by an odd polynomial (Abramowitz and Stegun 4.4.47, shortened), in turns.
        var square = ratio * ratio;
        var turn = ratio * (0.15908f + square * (-0.05229f + square * (0.02494f - square * 0.00673f)));
        turn = high > wide ? 0.25f - turn : turn;
        turn = x < 0 ? 0.5f - turn : turn;
        return y < 0 ? 1 - turn : turn;
    }
}
