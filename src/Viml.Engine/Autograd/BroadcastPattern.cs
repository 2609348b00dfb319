namespace Viml.Engine.Autograd;

/// <summary>
/// How a smaller tensor spreads over a larger one: the large one is [outer, middle, inner], the small one [middle], repeated over the
/// outer and inner axes. Covers a trailing shape (bias), a leading shape with ones behind it (mask per step) and a middle axis (channel).
/// </summary>
internal readonly record struct BroadcastPattern(int Outer, int Middle, int Inner)
{
    public int Length => Outer * Middle * Inner;

    /// <summary>Whether a is the operand that would have to spread over b: it has fewer axes, or size 1 where b has another.</summary>
    public static bool Spreads(Variable a, Variable b)
    {
        if (a.Rank != b.Rank)
            return a.Rank < b.Rank;
        for (var axis = 0; axis < a.Rank; axis++)
            if (a.Size(axis) == 1 && b.Size(axis) != 1)
                return true;
        return false;
    }

    /// <exception cref="ArgumentException">
    /// The shapes do not fit: aligned at their ends, sizes must be equal over one run of axes and 1 elsewhere.
    /// </exception>
    public static BroadcastPattern Of(string operation, ReadOnlySpan<int> large, ReadOnlySpan<int> small)
    {
        var shift = large.Length - small.Length;
        int first = large.Length, end = 0;
        for (var axis = 0; axis < small.Length; axis++)
        {
            if (small[axis] == 1)
                continue;
            first = Math.Min(first, axis + shift);
            end = axis + shift + 1;
        }

        if (first >= end)
            first = end = large.Length;
        var fits = shift >= 0;
        for (var axis = first; fits && axis < end; axis++)
            fits = large[axis] == small[axis - shift];
        if (!fits)
            throw new ArgumentException(
                $"{operation}: the shape {Tensors.Tensor.Describe(small)} does not spread over {Tensors.Tensor.Describe(large)}.");
        return new BroadcastPattern(
            ShapeCheck.Product(large[..first]), ShapeCheck.Product(large[first..end]), ShapeCheck.Product(large[end..]));
    }
}
