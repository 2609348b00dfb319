namespace Viml.Engine.Autograd;

/// <summary>Argument errors that name the operation and the shapes.</summary>
internal static class ShapeCheck
{
    public static void Rank(string operation, Variable x, int rank, string axes)
    {
        if (x.Rank != rank)
            throw new ArgumentException($"{operation}: the shape {x.Value.ShapeText} is not {axes}.");
    }

    public static void That(bool condition, string operation, Variable a, Variable b, string rule)
    {
        if (!condition)
            throw new ArgumentException($"{operation}: shapes {a.Value.ShapeText} and {b.Value.ShapeText}: {rule}.");
    }

    public static int Axis(string operation, Variable x, int axis)
    {
        var index = axis < 0 ? axis + x.Rank : axis;
        return index >= 0 && index < x.Rank
            ? index
            : throw new ArgumentOutOfRangeException(nameof(axis), axis, $"{operation}: the shape {x.Value.ShapeText} has {x.Rank} axes.");
    }

    /// <summary>The product of some sizes.</summary>
    public static int Product(ReadOnlySpan<int> sizes)
    {
        var product = 1;
        foreach (var size in sizes)
            product *= size;
        return product;
    }

    /// <summary>The product of all sizes but the last: how many rows of the last axis there are, also when that is empty.</summary>
    public static int Rows(Variable x) => x.Rank == 0 ? 1 : Product(x.Shape[..^1]);

    /// <summary>The last size; 1 for a scalar.</summary>
    public static int Width(Variable x) => x.Rank == 0 ? 1 : x.Shape[^1];
}
