namespace Viml.Models.Bundles;

/// <summary>A bundle that cannot be used: a file of it says something else than this program expects.</summary>
public sealed class BundleFormatException : Exception
{
    /// <summary>Creates the error for the file at <paramref name="path"/>.</summary>
    public BundleFormatException(string path, string expected, string found, Exception? cause = null)
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
