namespace Viml.Models;

/// <summary>A file of a model or a bundle that cannot be used: it says something else than this program expects. The file is at fault, not the caller.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Describes the fault of the file at <paramref name="path"/>.</summary>
    public ModelFileException(string path, string expected, string found, Exception? cause = null)
        : base($"'{path}' is not usable: expected {expected}, found {found}.", cause)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file at fault.</summary>
    public string Path { get; }

    /// <summary>What a good file would have.</summary>
    public string Expected { get; }

    /// <summary>What this file has.</summary>
    public string Found { get; }
}
