using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>Rows of a table by number: copied one by one, or combined in bags. Row numbers must have been checked.</summary>
internal static class Lookup
{
    /// <summary>Copies row ids[i] of the table to row i, for i in [from, to).</summary>
    public static void Copy(ReadOnlySpan<float> table, int width, ReadOnlySpan<int> ids, Span<float> y, int from, int to)
    {
        for (var i = from; i < to; i++)
            table.Slice(ids[i] * width, width).CopyTo(y.Slice(i * width, width));
    }

    /// <summary>
    /// Sums (or averages) the rows ids[offsets[b] .. offsets[b + 1]) into row b, for b in [from, to). An empty bag becomes zeros.
    /// </summary>
    public static void Bags(
        ReadOnlySpan<float> table, int width, ReadOnlySpan<int> ids, ReadOnlySpan<int> offsets, bool mean, Span<float> y, int from, int to)
    {
        for (var bag = from; bag < to; bag++)
        {
            var target = y.Slice(bag * width, width);
            target.Clear();
            for (var i = offsets[bag]; i < offsets[bag + 1]; i++)
                TensorPrimitives.Add(target, table.Slice(ids[i] * width, width), target);
            var count = offsets[bag + 1] - offsets[bag];
            if (mean && count > 1)
                TensorPrimitives.Divide(target, count, target);
        }
    }

    /// <summary>
    /// Adds the gradient of each bag to its rows of the table's gradient. Bags in order, so repeated rows sum in a fixed order.
    /// </summary>
    public static void BagsGradient(
        ReadOnlySpan<float> dy, int width, ReadOnlySpan<int> ids, ReadOnlySpan<int> offsets, bool mean, Span<float> tableGradient)
    {
        for (var bag = 0; bag < offsets.Length - 1; bag++)
        {
            var gradient = dy.Slice(bag * width, width);
            var factor = mean ? 1f / Math.Max(1, offsets[bag + 1] - offsets[bag]) : 1f;
            for (var i = offsets[bag]; i < offsets[bag + 1]; i++)
            {
                var target = tableGradient.Slice(ids[i] * width, width);
                TensorPrimitives.MultiplyAdd(gradient, factor, target, target);
            }
        }
    }

    /// <summary>Adds row i of dy to row ids[i] of the table's gradient.</summary>
    public static void CopyGradient(ReadOnlySpan<float> dy, int width, ReadOnlySpan<int> ids, Span<float> tableGradient)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            var target = tableGradient.Slice(ids[i] * width, width);
            TensorPrimitives.Add(target, dy.Slice(i * width, width), target);
        }
    }
}
