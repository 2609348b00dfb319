using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>Softmax and l2 normalisation of rows, and their derivatives, which add into their destination. Spans hold whole rows.</summary>
internal static class Rows
{
    /// <summary>Softmax of every row; a row of minus infinity (everything masked) becomes zero.</summary>
    public static void Softmax(ReadOnlySpan<float> x, int width, Span<float> y)
    {
        if (width == 0)
            return;
        for (var start = 0; start < x.Length; start += width)
        {
            var row = y.Slice(start, width);
            var maximum = TensorPrimitives.Max(x.Slice(start, width));
            if (maximum == float.NegativeInfinity)
            {
                row.Clear();
                continue;
            }

            TensorPrimitives.Subtract(x.Slice(start, width), maximum, row);
            TensorPrimitives.Exp(row, row);
            TensorPrimitives.Multiply(row, 1 / TensorPrimitives.Sum(row), row);
        }
    }

    /// <summary>dx += y * (dy - dot(dy, y)).</summary>
    public static void SoftmaxGradient(ReadOnlySpan<float> y, ReadOnlySpan<float> dy, int width, Span<float> dx)
    {
        for (var start = 0; start < y.Length; start += width)
        {
            var value = y.Slice(start, width);
            var gradient = dy.Slice(start, width);
            var target = dx.Slice(start, width);
            TensorPrimitives.MultiplyAdd(value, gradient, target, target);
            TensorPrimitives.MultiplyAdd(value, -TensorPrimitives.Dot(value, gradient), target, target);
        }
    }

    /// <summary>y = x / max(|x|, epsilon); <paramref name="inverse"/> receives the factor of each row.</summary>
    public static void Normalize(ReadOnlySpan<float> x, int width, float epsilon, Span<float> y, Span<float> inverse)
    {
        for (var row = 0; row < inverse.Length; row++)
        {
            var values = x.Slice(row * width, width);
            inverse[row] = 1 / Math.Max(MathF.Sqrt(TensorPrimitives.SumOfSquares(values)), epsilon);
            TensorPrimitives.Multiply(values, inverse[row], y.Slice(row * width, width));
        }
    }

    /// <summary>dx += inverse * (dy - y * dot(dy, y)).</summary>
    public static void NormalizeGradient(
        ReadOnlySpan<float> y, ReadOnlySpan<float> inverse, ReadOnlySpan<float> dy, int width, Span<float> dx)
    {
        for (var row = 0; row < inverse.Length; row++)
        {
            var value = y.Slice(row * width, width);
            var gradient = dy.Slice(row * width, width);
            var target = dx.Slice(row * width, width);
            TensorPrimitives.MultiplyAdd(gradient, inverse[row], target, target);
            TensorPrimitives.MultiplyAdd(value, -inverse[row] * TensorPrimitives.Dot(value, gradient), target, target);
        }
    }
}
