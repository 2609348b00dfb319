namespace Viml.Corpus.Rendering;

/// <summary>Second-order filters by the formulas of R. Bristow-Johnson's audio equaliser cookbook.</summary>
internal readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    public static Biquad LowPass(double hertz, int rate, double q = 0.707)
    {
        var (cos, alpha) = Angles(hertz, rate, q);
        return Normal((1 - cos) / 2, 1 - cos, (1 - cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    public static Biquad HighPass(double hertz, int rate, double q = 0.707)
    {
        var (cos, alpha) = Angles(hertz, rate, q);
        return Normal((1 + cos) / 2, -(1 + cos), (1 + cos) / 2, 1 + alpha, -2 * cos, 1 - alpha);
    }

    public static Biquad Peak(double hertz, double decibels, double q, int rate)
    {
        var (cos, alpha) = Angles(hertz, rate, q);
        var a = Math.Pow(10, decibels / 40);
        return Normal(1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a);
    }

    public static Biquad LowShelf(double hertz, double decibels, int rate)
    {
        var (cos, alpha) = Angles(hertz, rate, 0.707);
        var a = Math.Pow(10, decibels / 40);
        var s = 2 * Math.Sqrt(a) * alpha;
        return Normal(a * (a + 1 - (a - 1) * cos + s), 2 * a * (a - 1 - (a + 1) * cos), a * (a + 1 - (a - 1) * cos - s),
            a + 1 + (a - 1) * cos + s, -2 * (a - 1 + (a + 1) * cos), a + 1 + (a - 1) * cos - s);
    }

    public static Biquad HighShelf(double hertz, double decibels, int rate)
    {
        var (cos, alpha) = Angles(hertz, rate, 0.707);
        var a = Math.Pow(10, decibels / 40);
        var s = 2 * Math.Sqrt(a) * alpha;
        return Normal(a * (a + 1 + (a - 1) * cos + s), -2 * a * (a - 1 + (a + 1) * cos), a * (a + 1 + (a - 1) * cos - s),
            a + 1 - (a - 1) * cos + s, 2 * (a - 1 - (a + 1) * cos), a + 1 - (a - 1) * cos - s);
    }

    /// <summary>Filters both channels in place.</summary>
    public void Apply(StereoSound sound)
    {
        Apply(sound.Left);
        Apply(sound.Right);
    }

    /// <summary>Filters one channel in place (transposed direct form II).</summary>
    public void Apply(Span<float> samples)
    {
        double z1 = 0, z2 = 0;
        foreach (ref var sample in samples)
        {
            double x = sample;
            var y = B0 * x + z1;
            z1 = B1 * x - A1 * y + z2;
            z2 = B2 * x - A2 * y;
            sample = (float)y;
        }
    }

    private static (double Cos, double Alpha) Angles(double hertz, int rate, double q)
    {
        var omega = 2 * Math.PI * Math.Clamp(hertz, 10, 0.45 * rate) / rate;
        return (Math.Cos(omega), Math.Sin(omega) / (2 * q));
    }

    private static Biquad Normal(double b0, double b1, double b2, double a0, double a1, double a2) =>
        new(b0 / a0, b1 / a0, b2 / a0, a1 / a0, a2 / a0);
}
