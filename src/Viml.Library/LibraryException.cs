namespace Viml.Library;

/// <summary>An error about a library of the user that stops the command. The message is written for the user and names the path.</summary>
public class LibraryException : Exception
{
    /// <summary>Creates the error about <paramref name="path"/>; <paramref name="message"/> is the whole message.</summary>
    public LibraryException(string path, string message, Exception? cause = null)
        : base(message, cause) => Path = path;

    /// <summary>The library, file or folder at fault.</summary>
    public string Path { get; }
}

/// <summary>The file is not a library this program can read: corrupted, of another program, or of a newer version.</summary>
public sealed class LibraryFormatException(string path, string expected, string found, Exception? cause = null)
    : LibraryException(path, $"'{path}' is not a usable library: expected {expected}, found {found}.", cause)
{
    /// <summary>What a good file would have.</summary>
    public string Expected { get; } = expected;

    /// <summary>What this file has.</summary>
    public string Found { get; } = found;
}

/// <summary>The library could not be written: disk full, read-only, no permission. Everything committed before is kept.</summary>
public sealed class LibraryWriteException(string path, string problem, Exception? cause = null)
    : LibraryException(path, $"'{path}' could not be written: {problem}.", cause);

/// <summary>Another process is writing the library.</summary>
public sealed class LibraryBusyException(string path, string who, Exception? cause = null)
    : LibraryException(path, $"'{path}' is in use: {who}. Wait until it has finished, or stop it, and try again.", cause);

/// <summary>There is no library of this name or at this path.</summary>
public sealed class LibraryNotFoundException(string path, string message) : LibraryException(path, message);

/// <summary>The library was indexed with another bundle than that of the query.</summary>
public sealed class LibraryBundleException(string path, string message) : LibraryException(path, message);

/// <summary>The library has no track of this name, or no longer.</summary>
public sealed class TrackNotFoundException(string path, string track)
    : LibraryException(path, $"The library has no track '{track}'. It may have been removed from it.")
{
    /// <summary>The name that was asked for.</summary>
    public string Track { get; } = track;
}

/// <summary>A folder holds no music.</summary>
public sealed class NoMusicException(string path, string message) : LibraryException(path, message);
