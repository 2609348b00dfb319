namespace Viml.Models;

/// <summary>One number of a measured descriptor (not learned) and the fixed constants that bring it to about [-3, 3].</summary>
/// <param name="Name">What it measures, such as <c>colour.saturation.mean</c>.</param>
/// <param name="Typical">The value in its own unit that becomes 0.</param>
/// <param name="Spread">The distance from <paramref name="Typical"/> that becomes 1.</param>
public sealed record MeasuredFeature(string Name, float Typical, float Spread)
{
    /// <summary>The largest absolute value of a scaled feature.</summary>
    public const float Limit = 3;

    /// <summary>The feature of a measured value.</summary>
    public float Scale(float value) => Math.Clamp((value - Typical) / Spread, -Limit, Limit);

    /// <summary>The measured value behind a feature (the nearest possible one where it was clamped).</summary>
    public float Unscale(float feature) => feature * Spread + Typical;
}
