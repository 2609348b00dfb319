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

    /// <summary>Requires room for a row-major matrix with a leading dimension.</summary>
    public static void Matrix(int length, int rows, int columns, int leading, string operation, string name)
    {
        if (leading < columns)
            throw new ArgumentException($"{operation}: the rows of {name} are {columns} long, its leading dimension is {leading}.", name);
        if (rows > 0 && columns > 0 && (long)(rows - 1) * leading + columns > length)
            throw new ArgumentException(
                $"{operation}: {name} has {length} elements, [{rows}, {columns}] with leading dimension {leading} needs {(long)(rows - 1) * leading + columns}.", name);
    }
}
