namespace Viml.Library.Files;

/// <summary>
/// A lock of the operating system on a file beside a library, or beside anything else that one process writes at a time. It belongs to the
/// process, so a killed process does not leave it behind.
/// </summary>
public static class WriteLock
{
    /// <summary>
    /// The lock file of <paramref name="library"/>. It is never deleted, because then two processes could lock two files.
    /// </summary>
    public static string PathFor(string library) => library + ".lock";

    /// <summary>Takes the lock until the result is disposed; null where another holds it.</summary>
    /// <exception cref="LibraryWriteException">The lock file cannot be created.</exception>
    public static IDisposable? TryHold(string library)
    {
        try
        {
            return new FileStream(PathFor(library), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (IsSharingViolation(fault))
        {
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryWriteException(PathFor(library), $"its lock cannot be created ({fault.Message})", fault);
        }
    }

    /// <summary>Takes the lock at once.</summary>
    /// <exception cref="LibraryBusyException">Another process holds it.</exception>
    public static IDisposable Hold(string library) =>
        TryHold(library) ?? throw new LibraryBusyException(library, "another process is indexing");

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharingViolation(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);
}
