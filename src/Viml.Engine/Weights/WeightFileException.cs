namespace Viml.Engine.Weights;

/// <summary>
/// A weight file that is not what its format, or the model that reads it, requires. The file is at fault, not the caller.
/// </summary>
public sealed class WeightFileException : Exception
{
    /// <summary>Describes the fault of the file at <paramref name="path"/>.</summary>
    public WeightFileException(string path, string expected, string found, Exception? inner = null)
        : base($"Weight file '{path}': expected {expected}, found {found}.", inner)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file that was read.</summary>
    public string Path { get; }

    /// <summary>What the format or the model requires.</summary>
    public string Expected { get; }

    /// <summary>What the file holds instead.</summary>
    public string Found { get; }

    internal static WeightFileException NoTensor(string path, string name, IReadOnlyList<string> names) =>
        new(
            path, $"a tensor named '{name}'",
            $"{names.Count} tensors: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? ", ..." : "")}");
}
