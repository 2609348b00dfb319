using System.Numerics;
using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Layer normalisation (Ba, Kiros, Hinton 2016) of rows: y = (x - mean) / sqrt(variance + epsilon) * scale + shift, with the biased
/// variance.
/// </summary>
internal static class LayerNormalization
{
    /// <summary>Normalises every row and keeps its mean and the factor 1 / sqrt(variance + epsilon) for the derivative.</summary>
    public static void Forward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, float epsilon, Span<float> y, Span<float> means,
            Span<float> factors)
    {
        var width = scale.Length;
        for (var row = 0; row < means.Length; row++)
        {
            var values = x.Slice(row * width, width);
            var target = y.Slice(row * width, width);
            means[row] = TensorPrimitives.Sum(values) / width;
            TensorPrimitives.Subtract(values, means[row], target);
            factors[row] = 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(target) / width + epsilon);
            TensorPrimitives.Multiply(target, factors[row], target);
            TensorPrimitives.MultiplyAdd(target, scale, shift, target);
        }
    }

    /// <summary>
    /// dx += factor * (g - mean(g) - n * mean(g * n)) with g = dy * scale and the normalised n; with <paramref name="adds"/> false,
    /// dx = that.
    /// </summary>
    public static void InputGradient(
        ReadOnlySpan<float> x, ReadOnlySpan<float> scale, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, ReadOnlySpan<float> dy,
            bool adds, Span<float> dx)
    {
        var width = scale.Length;
        var lanes = Vector<float>.Count;
        for (var row = 0; row < means.Length; row++)
        {
            var values = x.Slice(row * width, width);
            var gradient = dy.Slice(row * width, width);
            var target = dx.Slice(row * width, width);
            var (mean, factor) = (means[row], factors[row]);

            Vector<float> sums = default, dots = default;
            var i = 0;
            for (; i <= width - lanes; i += lanes)
            {
                var g = new Vector<float>(gradient[i..]) * new Vector<float>(scale[i..]);
                sums += g;
                dots += g * (new Vector<float>(values[i..]) - new Vector<float>(mean));
            }

            float sum = Vector.Sum(sums), dot = Vector.Sum(dots);
            for (; i < width; i++)
            {
                sum += gradient[i] * scale[i];
                dot += gradient[i] * scale[i] * (values[i] - mean);
            }

            sum /= width;
            dot *= factor * factor / width;
            for (i = 0; i <= width - lanes; i += lanes)
            {
                var centred = new Vector<float>(values[i..]) - new Vector<float>(mean);
                var g = new Vector<float>(gradient[i..]) * new Vector<float>(scale[i..]) - new Vector<float>(sum) - centred * dot;
                ((adds ? new Vector<float>(target[i..]) : Vector<float>.Zero) + g * factor).CopyTo(target[i..]);
            }

            for (; i < width; i++)
                target[i] = (adds ? target[i] : 0) + factor * (gradient[i] * scale[i] - sum - (values[i] - mean) * dot);
        }
    }

    /// <summary>
    /// Adds the derivatives of scale and shift for the columns [from, to): sums over the rows in their order, so that cutting the columns
    /// into ranges changes nothing. Either destination may be empty.
    /// </summary>
    public static void ParameterGradient(
        ReadOnlySpan<float> x, int width, ReadOnlySpan<float> means, ReadOnlySpan<float> factors, ReadOnlySpan<float> dy,
        Span<float> scaleGradient, Span<float> shiftGradient, int from, int to)
    {
        for (var row = 0; row < means.Length; row++)
        {
            var gradient = dy.Slice(row * width, width);
            if (!shiftGradient.IsEmpty)
                TensorPrimitives.Add(shiftGradient[from..to], gradient[from..to], shiftGradient[from..to]);
            if (scaleGradient.IsEmpty)
                continue;
            var values = x.Slice(row * width, width);
            var column = from;
            for (; column <= to - Vector<float>.Count; column += Vector<float>.Count)
            {
                var normal = (new Vector<float>(values[column..]) - new Vector<float>(means[row])) * factors[row];
                (new Vector<float>(scaleGradient[column..]) + new Vector<float>(gradient[column..]) * normal)
                    .CopyTo(scaleGradient[column..]);
            }

            for (; column < to; column++)
                scaleGradient[column] += gradient[column] * ((values[column] - means[row]) * factors[row]);
        }
    }
}
