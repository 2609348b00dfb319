namespace Viml.Models;

/// <summary>A file of a model or a bundle is not usable. The file is at fault, not the caller.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Describes what is wrong with the file at <paramref name="path"/>.</summary>
    public ModelFileException(string path, string expected, string found, Exception? cause = null)
        : base($"'{path}' is not usable: expected {expected}, found {found}.", cause)
    {
        Path = path;
        Expected = expected;
        Found = found;
    }

    /// <summary>The file at fault.</summary>
    public string Path { get; }

    /// <summary>What the file should contain.</summary>
    public string Expected { get; }

    /// <summary>What it contains.</summary>
    public string Found { get; }
}
