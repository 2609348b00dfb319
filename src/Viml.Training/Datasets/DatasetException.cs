namespace Viml.Training.Datasets;

/// <summary>A file of a dataset does not say what it must. Carries where, what was expected and what was found.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>Creates the error for a file, or for one line of it.</summary>
    public DatasetException(string path, int? line, string expected, string found, Exception? inner = null)
        : base($"{path}{(line is null ? "" : $", line {line}")}: expected {expected}, found {found}", inner) =>
        (Path, Line, Expected, Found) = (path, line, expected, found);

    /// <summary>Makes the error for a fault of a file, or of one line of it.</summary>
    internal static Func<string, string, Exception?, DatasetException> Of(string path, int? line = null) =>
        (expected, found, cause) => new DatasetException(path, line, expected, found, cause);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line, counted from 1, where the file has lines.</summary>
    public int? Line { get; }

    /// <summary>What the format asks for.</summary>
    public string Expected { get; }

    /// <summary>What the file holds instead.</summary>
    public string Found { get; }
}
