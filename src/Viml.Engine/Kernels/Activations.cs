using System.Numerics;

namespace Viml.Engine.Kernels;

/// <summary>A function of one number with its derivative, as vectors; the scalar form is the readable specification.</summary>
internal interface IActivation
{
    public static abstract double Value(double x);

    public static abstract Vector<float> Value(Vector<float> x);

    /// <summary>The derivative at <paramref name="x"/>, where the function's value is <paramref name="y"/>.</summary>
    public static abstract Vector<float> Derivative(Vector<float> x, Vector<float> y);
}

/// <summary>
/// Applies an <see cref="IActivation"/> to spans. The end that does not fill a vector goes through the same arithmetic, so that results do
/// not depend on where a range was cut.
/// </summary>
internal static class Activations
{
    public static void Forward<T>(ReadOnlySpan<float> x, Span<float> y) where T : IActivation
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= x.Length - width; i += width)
            T.Value(new Vector<float>(x[i..])).CopyTo(y[i..]);
        if (i == x.Length)
            return;
        Span<float> rest = stackalloc float[width];
        x[i..].CopyTo(rest);
        T.Value(new Vector<float>(rest)).CopyTo(rest);
        rest[..(x.Length - i)].CopyTo(y[i..]);
    }

    /// <summary>dx += dy * f'(x), or with <paramref name="adds"/> false dx = dy * f'(x).</summary>
    public static void Backward<T>(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> dy, bool adds, Span<float> dx) where T : IActivation
    {
        var width = Vector<float>.Count;
        var i = 0;
        for (; i <= x.Length - width; i += width)
        {
            var slope = T.Derivative(new Vector<float>(x[i..]), new Vector<float>(y[i..]));
            ((adds ? new Vector<float>(dx[i..]) : Vector<float>.Zero) + new Vector<float>(dy[i..]) * slope).CopyTo(dx[i..]);
        }

        var count = x.Length - i;
        if (count == 0)
            return;
        Span<float> rest = stackalloc float[4 * width];
        x[i..].CopyTo(rest);
        y[i..].CopyTo(rest[width..]);
        dy[i..].CopyTo(rest[(2 * width)..]);
        if (adds) dx[i..].CopyTo(rest[(3 * width)..]);
        else rest[(3 * width)..].Clear();
        var end = T.Derivative(new Vector<float>(rest), new Vector<float>(rest[width..]));
        (new Vector<float>(rest[(3 * width)..]) + new Vector<float>(rest[(2 * width)..]) * end).CopyTo(rest);
        rest[..count].CopyTo(dx[i..]);
    }
}

/// <summary>max(x, 0).</summary>
internal readonly struct Relu : IActivation
{
    public static double Value(double x) => Math.Max(x, 0);

    public static Vector<float> Value(Vector<float> x) => Vector.Max(x, Vector<float>.Zero);

    public static Vector<float> Derivative(Vector<float> x, Vector<float> y) =>
        Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), Vector<float>.One, Vector<float>.Zero);
}

/// <summary>1 / (1 + exp(-x)).</summary>
internal readonly struct Sigmoid : IActivation
{
    public static double Value(double x) => 1 / (1 + Math.Exp(-x));

    public static Vector<float> Value(Vector<float> x) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-x));

    public static Vector<float> Derivative(Vector<float> x, Vector<float> y) => y * (Vector<float>.One - y);
}

/// <summary>Hyperbolic tangent: 2 sigmoid(2x) - 1, and its series near zero, where that difference would lose digits.</summary>
internal readonly struct Tanh : IActivation
{
    public static double Value(double x) => Math.Tanh(x);

    public static Vector<float> Value(Vector<float> x)
    {
        var square = x * x;
        var series = Vector.Create(-17f / 315) + square * (62f / 2835);
        series = Vector.Create(2f / 15) + square * series;
        series = x * (Vector<float>.One + square * (Vector.Create(-1f / 3) + square * series));
        return Vector.ConditionalSelect(
            Vector.LessThan(square, Vector.Create(0.09f)), series, Sigmoid.Value(x + x) * 2 - Vector<float>.One);
    }

    public static Vector<float> Derivative(Vector<float> x, Vector<float> y) => Vector<float>.One - y * y;
}

/// <summary>x * sigmoid(1.702 x), the approximation that CLIP uses.</summary>
internal readonly struct QuickGelu : IActivation
{
    private const float Slope = 1.702f;

    public static double Value(double x) => x / (1 + Math.Exp(-Slope * x));

    public static Vector<float> Value(Vector<float> x) => x * Sigmoid.Value(x * Slope);

    public static Vector<float> Derivative(Vector<float> x, Vector<float> y)
    {
        var gate = Sigmoid.Value(x * Slope);
        return gate + x * Slope * gate * (Vector<float>.One - gate);
    }
}

/// <summary>
/// x * Phi(x) with the normal distribution function Phi. Phi comes from the complementary error function in Chebyshev form with a
/// relative error of 1.2e-7 everywhere (Press et al., Numerical Recipes, section 6.2), so the left tail keeps its digits.
/// </summary>
internal readonly struct Gelu : IActivation
{
    // Ascending coefficients of the exponent's polynomial in t = 1 / (1 + z/2).
    private static ReadOnlySpan<float> Coefficients =>
        [-1.26551223f, 1.00002368f, 0.37409196f, 0.09678418f, -0.18628806f, 0.27886807f, -1.13520398f, 1.48851587f, -0.82215223f,
            0.17087277f];

    public static double Value(double x) => x * Distribution(x);

    public static Vector<float> Value(Vector<float> x) => x * Distribution(x);

    public static Vector<float> Derivative(Vector<float> x, Vector<float> y)
    {
        const float InverseRootOfTwoPi = 0.39894228f, Tiny = 1e-30f;
        // Phi(x) = y / x is at hand, but for x = 0.
        var distribution = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(x), Vector.Create(Tiny)), Vector.Create(0.5f), y / x);
        return distribution + x * InverseRootOfTwoPi * Vector.Exp(x * x * -0.5f);
    }

    private static Vector<float> Distribution(Vector<float> x)
    {
        var z = Vector.Abs(x) * 0.70710678f;
        var t = Vector<float>.One / (Vector<float>.One + z * 0.5f);
        var exponent = Vector.Create(Coefficients[^1]);
        for (var i = Coefficients.Length - 2; i >= 0; i--)
            exponent = Vector.MultiplyAddEstimate(exponent, t, Vector.Create(Coefficients[i]));
        var tail = t * Vector.Exp(exponent - z * z) * 0.5f;
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), tail, Vector<float>.One - tail);
    }

    private static double Distribution(double x)
    {
        var z = Math.Abs(x) * Math.Sqrt(0.5);
        var t = 1 / (1 + 0.5 * z);
        var exponent = 0.0;
        for (var i = Coefficients.Length - 1; i >= 0; i--)
            exponent = exponent * t + Coefficients[i];
        var tail = 0.5 * t * Math.Exp(exponent - z * z);
        return x < 0 ? tail : 1 - tail;
    }
}
