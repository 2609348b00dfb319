using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Element-wise arithmetic of a large operand [outer, middle, inner] with a small one [middle], on a range of the large one's elements, and
/// the sums that lead back to the small one, on a range of its elements.
/// </summary>
internal static class Broadcasting
{
    /// <summary>y = a + sign * b.</summary>
    public static void Add(ReadOnlySpan<float> a, ReadOnlySpan<float> b, float sign, int middle, int inner, Span<float> y, int from, int to)
    {
        for (int start = from, count; start < to; start += count)
        {
            count = Piece(start, to, middle, inner, out var index);
            var x = a.Slice(start, count);
            if (inner != 1)
                TensorPrimitives.Add(x, sign * b[index], y.Slice(start, count));
            else if (sign == 1)
                TensorPrimitives.Add(x, b.Slice(index, count), y.Slice(start, count));
            else
                TensorPrimitives.Subtract(x, b.Slice(index, count), y.Slice(start, count));
        }
    }

    /// <summary>y = a * b, or y += a * b.</summary>
    public static void Multiply(
        ReadOnlySpan<float> a, ReadOnlySpan<float> b, int middle, int inner, Span<float> y, bool accumulate, int from, int to)
    {
        for (int start = from, count; start < to; start += count)
        {
            count = Piece(start, to, middle, inner, out var index);
            var x = a.Slice(start, count);
            var target = y.Slice(start, count);
            if (inner == 1 && accumulate)
                TensorPrimitives.MultiplyAdd(x, b.Slice(index, count), target, target);
            else if (inner == 1)
                TensorPrimitives.Multiply(x, b.Slice(index, count), target);
            else if (accumulate)
                TensorPrimitives.MultiplyAdd(x, b[index], target, target);
            else
                TensorPrimitives.Multiply(x, b[index], target);
        }
    }

    /// <summary>y = b spread over the large shape.</summary>
    public static void Spread(ReadOnlySpan<float> b, int middle, int inner, Span<float> y, int from, int to)
    {
        for (int start = from, count; start < to; start += count)
        {
            count = Piece(start, to, middle, inner, out var index);
            if (inner == 1)
                b.Slice(index, count).CopyTo(y.Slice(start, count));
            else
                y.Slice(start, count).Fill(b[index]);
        }
    }

    /// <summary>sums[m] += sign * the sum of x[o, m, i] over o and i, for m in [from, to).</summary>
    public static void SumBack(ReadOnlySpan<float> x, float sign, int outer, int middle, int inner, Span<float> sums, int from, int to)
    {
        if (inner == 1)
        {
            var target = sums[from..to];
            for (var o = 0; o < outer; o++)
                TensorPrimitives.MultiplyAdd(x.Slice(o * middle + from, to - from), sign, target, target);
            return;
        }

        for (var m = from; m < to; m++)
            for (var o = 0; o < outer; o++)
                sums[m] += sign * TensorPrimitives.Sum(x.Slice((o * middle + m) * inner, inner));
    }

    /// <summary>sum += sign * x, or with <paramref name="adds"/> false sum = sign * x, for a sign of 1 or -1.</summary>
    public static void AddOrSet(ReadOnlySpan<float> x, float sign, bool adds, Span<float> sum)
    {
        if (adds) TensorPrimitives.MultiplyAdd(x, sign, sum, sum);
        else TensorPrimitives.Multiply(x, sign, sum);
    }

    /// <summary>sums[m] += the sum of x[o, m, i] * a[o, m, i] over o and i, for m in [from, to).</summary>
    public static void DotBack(
        ReadOnlySpan<float> x, ReadOnlySpan<float> a, int outer, int middle, int inner, Span<float> sums, int from, int to)
    {
        if (inner == 1)
        {
            var target = sums[from..to];
            for (var o = 0; o < outer; o++)
                TensorPrimitives.MultiplyAdd(x.Slice(o * middle + from, to - from), a.Slice(o * middle + from, to - from), target, target);
            return;
        }

        for (var m = from; m < to; m++)
            for (var o = 0; o < outer; o++)
                sums[m] += TensorPrimitives.Dot(x.Slice((o * middle + m) * inner, inner), a.Slice((o * middle + m) * inner, inner));
    }

    // The longest run from start for which the small operand is one stretch (inner 1) or one element.
    private static int Piece(int start, int to, int middle, int inner, out int index)
    {
        if (inner == 1)
        {
            index = start % middle;
            return Math.Min(middle - index, to - start);
        }

        index = start / inner % middle;
        return Math.Min(inner - start % inner, to - start);
    }
}
