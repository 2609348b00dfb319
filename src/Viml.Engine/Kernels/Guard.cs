namespace Viml.Engine.Kernels;

/// <summary>Checks at the public edge of the kernels; inside, pointers are trusted.</summary>
internal static class Guard
{
    /// <summary>Requires a span of exactly <paramref name="expected"/> elements.</summary>
    public static void Length(int actual, long expected, string operation, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"{operation}: {name} has {actual} elements where {expected} are needed.", name);
    }
}
