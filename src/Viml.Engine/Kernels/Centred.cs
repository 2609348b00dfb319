using System.Numerics;

namespace Viml.Engine.Kernels;

/// <summary>Sums over values from which their mean is taken off on the way, without a buffer for the difference.</summary>
internal static class Centred
{
    /// <summary>The sum of (x - mean)^2.</summary>
    public static float SumOfSquares(ReadOnlySpan<float> x, float mean)
    {
        var lanes = Vector<float>.Count;
        var centre = new Vector<float>(mean);
        Vector<float> sums = default;
        var i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            var difference = new Vector<float>(x[i..]) - centre;
            sums += difference * difference;
        }

        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += (x[i] - mean) * (x[i] - mean);
        return sum;
    }

    /// <summary>The sum of g * (x - mean).</summary>
    public static float Dot(ReadOnlySpan<float> g, ReadOnlySpan<float> x, float mean)
    {
        var lanes = Vector<float>.Count;
        var centre = new Vector<float>(mean);
        Vector<float> sums = default;
        var i = 0;
        for (; i <= x.Length - lanes; i += lanes)
            sums += new Vector<float>(g[i..]) * (new Vector<float>(x[i..]) - centre);
        var sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
            sum += g[i] * (x[i] - mean);
        return sum;
    }

    /// <summary>dx += outer * (dy - centre - (x - mean) * slope), the derivative of a normalisation.</summary>
    public static void AddGradient(
        ReadOnlySpan<float> x, float mean, ReadOnlySpan<float> dy, float centre, float slope, float outer, Span<float> dx)
    {
        var lanes = Vector<float>.Count;
        var i = 0;
        for (; i <= x.Length - lanes; i += lanes)
        {
            var inner = new Vector<float>(dy[i..]) - new Vector<float>(centre) - (
                new Vector<float>(x[i..]) - new Vector<float>(mean)) * slope;
            (new Vector<float>(dx[i..]) + inner * outer).CopyTo(dx[i..]);
        }

        for (; i < x.Length; i++)
            dx[i] += outer * (dy[i] - centre - (x[i] - mean) * slope);
    }
}
