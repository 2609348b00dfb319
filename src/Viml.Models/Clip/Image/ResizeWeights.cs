namespace Viml.Models.Clip.Image;

/// <summary>
/// The weights of an antialiased bicubic resize along one axis, as Pillow computes them for 8-bit images: Keys' kernel with a = -0.5,
/// widened by the factor of reduction, cut at the border of the image and brought to a sum of 1, in fixed point.
/// </summary>
internal sealed class ResizeWeights
{
    /// <summary>Fractional bits of a weight: 32, less 8 of the pixel and 2 of head room for the kernel's overshoot.</summary>
    public const int FractionBits = 22;

    private const double KernelSupport = 2;

    private readonly int[] _starts, _counts, _values;
    private readonly int _width;

    /// <summary>
    /// Weights of the output positions [<paramref name="from"/>, from + <paramref name="count"/>) of a resize from one size to another.
    /// </summary>
    public ResizeWeights(int inputSize, int outputSize, int from, int count)
    {
        var scale = (double)inputSize / outputSize;
        var widening = Math.Max(1, scale);
        var support = KernelSupport * widening;
        _width = (int)Math.Ceiling(support) * 2 + 1;
        (_starts, _counts, _values) = (new int[count], new int[count], new int[count * _width]);
        var weights = new double[_width];
        for (var i = 0; i < count; i++)
        {
            var centre = (from + i + 0.5) * scale;
            var start = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(inputSize, (int)(centre + support + 0.5));
            var sum = 0.0;
            for (var x = 0; x < end - start; x++)
                sum += weights[x] = Kernel((x + start - centre + 0.5) * (1 / widening));
            (_starts[i], _counts[i]) = (start, end - start);
            for (var x = 0; x < end - start; x++)
                _values[i * _width + x] = Fixed(sum == 0 ? weights[x] : weights[x] / sum);
        }
    }

    /// <summary>The first input position that any output reads.</summary>
    public int First => _starts[0];

    /// <summary>One more than the last input position that any output reads.</summary>
    public int End => _starts[^1] + _counts[^1];

    /// <summary>The number of output positions.</summary>
    public int Count => _starts.Length;

    /// <summary>Where the inputs of an output position begin.</summary>
    public int Start(int output) => _starts[output];

    /// <summary>The weights of an output position, one for each of its inputs.</summary>
    public ReadOnlySpan<int> Of(int output) => _values.AsSpan(output * _width, _counts[output]);

    /// <summary>A weighted sum as a byte: rounded and clipped.</summary>
    public static byte ToByte(int sum) => (byte)Math.Clamp(sum >> FractionBits, 0, 255);

    private static int Fixed(double weight) => (int)(weight * (1 << FractionBits) + (weight < 0 ? -0.5 : 0.5));

    private static double Kernel(double x)
    {
        const double a = -0.5;
        x = Math.Abs(x);
        return x < 1 ? ((a + 2) * x - (a + 3)) * x * x + 1
            : x < 2 ? (((x - 5) * x + 8) * x - 4) * a
            : 0;
    }
}
