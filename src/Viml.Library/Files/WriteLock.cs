using System.Diagnostics;

namespace Viml.Library.Files;

/// <summary>
/// A lock of the operating system on a file beside a library, or beside anything else that one process writes at a time. It belongs to the
/// process, so a killed process holds nothing; the file that it leaves is used and deleted by the next.
/// </summary>
public static class WriteLock
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(20);

    /// <summary>The lock file of <paramref name="library"/>; it exists while somebody holds the lock.</summary>
    public static string PathFor(string library) => library + ".lock";

    /// <summary>Takes the lock until the result is disposed; null where another holds it.</summary>
    /// <exception cref="LibraryWriteException">The lock file cannot be created.</exception>
    public static IDisposable? TryHold(string library)
    {
        try
        {
            // Deleted while it is still locked. Whoever had opened it before that gets another file: .NET looks, after it has locked a file
            // that is to be deleted, whether it is still the one under the name.
            return new FileStream(
                PathFor(library), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
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

    /// <summary>Takes the lock to make the library, and waits for another that is making it; null where it exists.</summary>
    /// <exception cref="LibraryBusyException">Another process holds the lock and does not make it.</exception>
    internal static IDisposable? HoldUnlessExists(string library, TimeSpan wait)
    {
        for (var clock = Stopwatch.StartNew(); !File.Exists(library); Thread.Sleep(Retry))
        {
            if (TryHold(library) is { } held)
                return held;
            if (clock.Elapsed > wait)
                throw new LibraryBusyException(library, "another process holds its lock");
        }
        return null;
    }

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsSharingViolation(IOException fault) => fault.HResult is 11 or 35 or unchecked((int)0x80070020);
}
