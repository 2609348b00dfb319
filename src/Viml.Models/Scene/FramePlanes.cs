namespace Viml.Models.Scene;

/// <summary>A small frame as planes: CIE Lab (D65) and HSV, from sRGB. Filled again for every frame.</summary>
internal sealed class FramePlanes
{
    public const int Width = 64;
    public const int Height = 36;
    public const int Pixels = Width * Height;

    private static readonly float[] Linear = BuildLinear();

    public float[] L { get; } = new float[Pixels];
    public float[] A { get; } = new float[Pixels];
    public float[] B { get; } = new float[Pixels];

    /// <summary>0..1 around the circle, 0 = red.</summary>
    public float[] Hue { get; } = new float[Pixels];
    public float[] Saturation { get; } = new float[Pixels];
    public float[] Value { get; } = new float[Pixels];

    /// <summary>Red minus green, and half of red plus green minus blue, 0..255: the opponent axes of the colourfulness measure.</summary>
    public float[] RedGreen { get; } = new float[Pixels];
    public float[] YellowBlue { get; } = new float[Pixels];

    public void Fill(ReadOnlySpan<byte> rgb)
    {
        for (int pixel = 0, at = 0; pixel < Pixels; pixel++, at += 3)
        {
            byte red = rgb[at], green = rgb[at + 1], blue = rgb[at + 2];
            FillLab(pixel, Linear[red], Linear[green], Linear[blue]);
            FillHsv(pixel, red / 255f, green / 255f, blue / 255f);
            RedGreen[pixel] = red - green;
            YellowBlue[pixel] = (red + green) * 0.5f - blue;
        }
    }

    // IEC 61966-2-1 primaries, white point D65, CIE 1976.
    private void FillLab(int pixel, float red, float green, float blue)
    {
        var x = Compress((0.4124564f * red + 0.3575761f * green + 0.1804375f * blue) / 0.95047f);
        var y = Compress(0.2126729f * red + 0.7151522f * green + 0.0721750f * blue);
        var z = Compress((0.0193339f * red + 0.1191920f * green + 0.9503041f * blue) / 1.08883f);
        L[pixel] = 116 * y - 16;
        A[pixel] = 500 * (x - y);
        B[pixel] = 200 * (y - z);
    }

    private void FillHsv(int pixel, float red, float green, float blue)
    {
        var max = Math.Max(red, Math.Max(green, blue));
        var range = max - Math.Min(red, Math.Min(green, blue));
        var hue = range == 0 ? 0
            : max == red ? (green - blue) / range
            : max == green ? (blue - red) / range + 2
            : (red - green) / range + 4;
        Hue[pixel] = hue < 0 ? hue / 6 + 1 : hue / 6;
        Saturation[pixel] = max == 0 ? 0 : range / max;
        Value[pixel] = max;
    }

    private static float Compress(float t) => t > 0.008856452f ? MathF.Cbrt(t) : t * 7.787037f + 4f / 29;

    private static float[] BuildLinear()
    {
        var table = new float[256];
        for (var i = 0; i < 256; i++)
        {
            var value = i / 255.0;
            table[i] = (float)(value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4));
        }
        return table;
    }
}
