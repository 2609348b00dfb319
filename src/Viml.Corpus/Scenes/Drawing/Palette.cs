using System.Numerics;

namespace Viml.Corpus.Scenes.Drawing;

/// <summary>
/// The colours of a shot from darkest to lightest around one hue, and one accent of another hue. Scenes paint with these only.
/// </summary>
internal sealed record Palette(Vector3 Deep, Vector3 Shade, Vector3 Base, Vector3 Light, Vector3 Glow, Vector3 Accent)
{
    /// <summary>
    /// A palette around <paramref name="hue"/> degrees; <paramref name="saturation"/> 0..1; the accent lies <paramref name="turn"/> degrees
    /// further.
    /// </summary>
    public static Palette Around(double hue, double saturation, double turn) => new(
        Hsv(hue + 30, saturation * 0.9, 0.10),
        Hsv(hue + 18, saturation * 0.85, 0.32),
        Hsv(hue, saturation * 0.8, 0.60),
        Hsv(hue - 14, saturation * 0.55, 0.84),
        Hsv(hue - 26, saturation * 0.3, 1.0),
        Hsv(hue + turn, Math.Min(1, saturation + 0.1), 0.88));

    /// <summary>A colour along the ramp from <see cref="Deep"/> (0) over <see cref="Base"/> to <see cref="Glow"/> (1).</summary>
    public Vector3 Ramp(float at)
    {
        at = Math.Clamp(at, 0, 1) * 4;
        return at switch
        {
            < 1 => Vector3.Lerp(Deep, Shade, at),
            < 2 => Vector3.Lerp(Shade, Base, at - 1),
            < 3 => Vector3.Lerp(Base, Light, at - 2),
            _ => Vector3.Lerp(Light, Glow, at - 3),
        };
    }

    /// <summary>RGB of hue in degrees (any turn), saturation and value in 0..1.</summary>
    public static Vector3 Hsv(double hue, double saturation, double value)
    {
        saturation = Math.Clamp(saturation, 0, 1);
        float Channel(double n)
        {
            var k = ((n + hue / 60) % 6 + 6) % 6;
            return (float)(value * (1 - saturation * Math.Clamp(Math.Min(k, 4 - k), 0, 1)));
        }
        return new Vector3(Channel(5), Channel(3), Channel(1));
    }
}
