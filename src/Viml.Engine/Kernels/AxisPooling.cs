using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// Maximum and mean over one axis of a tensor seen as [outer, length, inner], giving [outer, inner], with derivatives that add into their
/// destination. The axis must not be empty; outer and inner may be.
/// </summary>
internal static unsafe class AxisPooling
{
    /// <summary>
    /// Maximum over the axis; <paramref name="indices"/> receives where on the axis it was (the first of equals, a NaN before all).
    /// </summary>
    public static void Max(ReadOnlySpan<float> input, int outer, int length, int inner, Span<float> output, Span<int> indices)
    {
        Check("AxisPooling.Max", input.Length, outer, length, inner, output.Length);
        Guard.Length(indices.Length, (long)outer * inner, "AxisPooling.Max", nameof(indices));
        fixed (float* inputStart = input, outputStart = output)
        fixed (int* indexStart = indices)
        {
            float* x = inputStart, y = outputStart;
            var positions = indexStart;
            Parallelism.ForRanges(outer, OuterPerRange(length, inner), (from, to) =>
            {
                for (var o = from; o < to; o++)
                    MaxOfBlock(x + (nint)o * length * inner, length, inner, y + (nint)o * inner, positions + (nint)o * inner);
            });
        }
    }

    /// <summary>Derivative of <see cref="Max"/>.</summary>
    public static void MaxGradient(
        ReadOnlySpan<float> outputGradient, ReadOnlySpan<int> indices, int outer, int length, int inner, Span<float> inputGradient)
    {
        Check("AxisPooling.MaxGradient", inputGradient.Length, outer, length, inner, outputGradient.Length);
        Guard.Length(indices.Length, (long)outer * inner, "AxisPooling.MaxGradient", nameof(indices));
        for (var o = 0; o < outer; o++)
            for (var i = 0; i < inner; i++)
                inputGradient[(o * length + indices[o * inner + i]) * inner + i] += outputGradient[o * inner + i];
    }

    /// <summary>Mean over the axis.</summary>
    public static void Mean(ReadOnlySpan<float> input, int outer, int length, int inner, Span<float> output)
    {
        Check("AxisPooling.Mean", input.Length, outer, length, inner, output.Length);
        fixed (float* inputStart = input, outputStart = output)
        {
            float* x = inputStart, y = outputStart;
            Parallelism.ForRanges(outer, OuterPerRange(length, inner), (from, to) =>
            {
                for (var o = from; o < to; o++)
                    MeanOfBlock(
                        new ReadOnlySpan<float>(x + (nint)o * length * inner, length * inner), length,
                        new Span<float>(y + (nint)o * inner, inner));
            });
        }
    }

    /// <summary>Derivative of <see cref="Mean"/>.</summary>
    public static void MeanGradient(ReadOnlySpan<float> outputGradient, int outer, int length, int inner, Span<float> inputGradient)
    {
        Check("AxisPooling.MeanGradient", inputGradient.Length, outer, length, inner, outputGradient.Length);
        fixed (float* inputStart = inputGradient, outputStart = outputGradient)
        {
            float* x = inputStart, y = outputStart;
            Parallelism.ForRanges(outer, OuterPerRange(length, inner), (from, to) =>
            {
                for (var o = from; o < to; o++)
                    SpreadOverBlock(
                        new ReadOnlySpan<float>(y + (nint)o * inner, inner), length,
                        new Span<float>(x + (nint)o * length * inner, length * inner));
            });
        }
    }

    private static void Check(string operation, int full, int outer, int length, int inner, int reduced)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outer);
        ArgumentOutOfRangeException.ThrowIfNegative(inner);
        if (length < 1)
            throw new ArgumentException(
                $"{operation}: the axis has length {length}; there is nothing to take the maximum or mean of.", nameof(length));
        if (full != (long)outer * length * inner || reduced != (long)outer * inner)
            throw new ArgumentException(
                $"{operation}: spans of {full} and {reduced} elements do not fit [{outer}, {length}, {inner}] and [{outer}, {inner}].");
    }

    private static int OuterPerRange(int length, int inner) => (int)Math.Max(1, 16_384 / Math.Max(1, (long)length * inner));

    private static void MaxOfBlock(float* input, int length, int inner, float* output, int* indices)
    {
        if (inner == 1)
        {
            var row = new ReadOnlySpan<float>(input, length);
            var maximum = TensorPrimitives.Max(row);
            *output = maximum;
            *indices = float.IsNaN(maximum) ? TensorPrimitives.IndexOfMax(row) : row.IndexOf(maximum);
            return;
        }
        var i = 0;
        for (; i <= inner - Vector<float>.Count; i += Vector<float>.Count)
        {
            var best = Unsafe.ReadUnaligned<Vector<float>>(input + i);
            var index = Vector<int>.Zero;
            for (var step = 1; step < length; step++)
            {
                var value = Unsafe.ReadUnaligned<Vector<float>>(input + (nint)step * inner + i);
                // Greater, or the first that does not equal itself: NaN.
                var better = Vector.GreaterThan(value, best) | Vector.AndNot(Vector.Equals(best, best), Vector.Equals(value, value));
                best = Vector.ConditionalSelect(better, value, best);
                index = Vector.ConditionalSelect(better, new Vector<int>(step), index);
            }
            Unsafe.WriteUnaligned(output + i, best);
            Unsafe.WriteUnaligned(indices + i, index);
        }
        for (; i < inner; i++)
        {
            var best = 0;
            for (var step = 1; step < length; step++)
            {
                float value = input[(nint)step * inner + i], before = input[(nint)best * inner + i];
                if (value > before || (float.IsNaN(value) && !float.IsNaN(before)))
                    best = step;
            }
            output[i] = input[(nint)best * inner + i];
            indices[i] = best;
        }
    }

    private static void MeanOfBlock(ReadOnlySpan<float> input, int length, Span<float> output)
    {
        var inner = output.Length;
        if (inner == 1)
        {
            output[0] = TensorPrimitives.Sum(input) / length;
            return;
        }
        input[..inner].CopyTo(output);
        for (var step = 1; step < length; step++)
            TensorPrimitives.Add(output, input.Slice(step * inner, inner), output);
        TensorPrimitives.Divide(output, length, output);
    }

    private static void SpreadOverBlock(ReadOnlySpan<float> gradient, int length, Span<float> destination)
    {
        var inner = gradient.Length;
        if (inner == 1)
        {
            TensorPrimitives.Add(destination, gradient[0] / length, destination);
            return;
        }
        for (var step = 0; step < length; step++)
        {
            var row = destination.Slice(step * inner, inner);
            TensorPrimitives.MultiplyAdd(gradient, 1f / length, row, row);
        }
    }
}
