using Microsoft.Data.Sqlite;

namespace Viml.Library.Sqlite;

/// <summary>Turns SQLite's result codes into errors that say what happened to which library and what to do.</summary>
internal static class SqliteFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Corrupt = 11, Full = 13, CannotOpen = 14, Protocol = 15,
        NotADatabase = 26;

    /// <summary>The error for a fault of SQLite.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="path">The library.</param>
    /// <param name="wasRemoved">Whether the file was deleted or replaced after it had been opened.</param>
    public static LibraryException Translate(SqliteException fault, string path, bool wasRemoved) => fault.SqliteErrorCode switch
    {
        // Protocol: others open or close it at the same moment, again and again.
        Busy or Locked or Protocol => new LibraryBusyException(path, "another program has it open", fault),
        // The log of a library that was made anew does not belong to the one that is open.
        ReadOnly or InputOutput or CannotOpen or Corrupt or NotADatabase when wasRemoved => Removed(path, fault),
        ReadOnly => new LibraryWriteException(
            path, "it is read-only; check its permissions, or set VIML_HOME to a folder that can be written", fault),
        Full => new LibraryWriteException(
            path, "the disk is full; free some space and run the command again, everything indexed so far is kept", fault),
        InputOutput => new LibraryWriteException(
            path, $"reading or writing failed, the disk may be full or failing ({fault.Message})", fault),
        CannotOpen => new LibraryWriteException(
            path, "it cannot be opened or created; check that its folder exists and can be written", fault),
        Corrupt => new LibraryFormatException(
            path, "an intact SQLite file", "a damaged one; remove the library and index the music again", fault),
        NotADatabase => new LibraryFormatException(path, "a SQLite file", "something else", fault),
        _ => new LibraryException(path, $"'{path}': {fault.Message}", fault),
    };

    /// <summary>The error for a library whose file was deleted under the program.</summary>
    public static LibraryWriteException Removed(string path, Exception? cause = null) =>
        new(path, "it was removed while it was in use; run the command again", cause);

    /// <summary>Whether the file could not be opened because its folder cannot be written, as on a read-only file system.</summary>
    public static bool NeedsWritableFolder(SqliteException fault) => fault.SqliteErrorCode is ReadOnly or CannotOpen;
}
