namespace Viml.Library.Sqlite;

/// <summary>The tables of a library file, and the check that a file is one.</summary>
internal static class Schema
{
    /// <summary>Version of the tables below; kept in the file as <c>user_version</c>.</summary>
    public const int Version = 3;

    private const long ApplicationId = 0x56694D4C; // "ViML", kept in the file as application_id

    // A track is content (one row per distinct file content); a file is a place where content was found. A moved or copied file therefore
    // keeps its embeddings. Embeddings and features are float16, little-endian. All segments of a track are one row: a search reads them
    // all, and a row costs more than its bytes.
    private const string Tables =
        """
        CREATE TABLE library (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE folders (path TEXT PRIMARY KEY, indexed_at TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE tracks (
            id INTEGER PRIMARY KEY,
            content_hash TEXT NOT NULL UNIQUE,
            title TEXT, artist TEXT, album TEXT, genre TEXT,
            duration REAL NOT NULL,
            encoder TEXT NOT NULL,
            bundle TEXT NOT NULL,
            tags BLOB NOT NULL,
            embedding BLOB NOT NULL);
        CREATE TABLE features (
            track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE,
            time INTEGER NOT NULL, width INTEGER NOT NULL, rate REAL NOT NULL,
            "values" BLOB NOT NULL);
        CREATE TABLE segments (
            track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE,
            places BLOB NOT NULL,
            embeddings BLOB NOT NULL);
        CREATE TABLE files (
            id INTEGER PRIMARY KEY,
            path TEXT NOT NULL UNIQUE,
            size INTEGER NOT NULL, modified INTEGER NOT NULL,
            content_hash TEXT,
            status TEXT NOT NULL CHECK (status IN ('indexed', 'failed', 'missing')),
            reason TEXT,
            track_id INTEGER REFERENCES tracks(id),
            CHECK ((status = 'failed') = (reason IS NOT NULL)),
            CHECK (status <> 'indexed' OR track_id IS NOT NULL));
        CREATE INDEX files_of_track ON files(track_id);
        """;

    /// <summary>
    /// Creates the tables in an empty file, or checks the existing ones and brings them up to date. Two processes may do this at once.
    /// </summary>
    public static void Ensure(SqliteSession session)
    {
        if (IsEmpty(session))
            session.InTransaction(() =>
            {
                if (IsEmpty(session))
                    Create(session);
            });
        if (IsOurs(session) && Pragma(session, "user_version") is 1 or 2)
            session.InTransaction(() =>
            {
                if (Pragma(session, "user_version") == 1)
                    SegmentRows.Join(session);
                if (Pragma(session, "user_version") == 2)
                    AddChecksums(session);
            });
        Check(session);
    }

    /// <summary>As <see cref="Check"/>, for a reader, who can also read version 2.</summary>
    public static void CheckToRead(SqliteSession session)
    {
        if (IsOurs(session) && Pragma(session, "user_version") == 2)
            session.Execute(ChecksumTable.CreateEmpty);
        else
            Check(session);
    }

    /// <summary>Checks that the file is a library of a version this program knows.</summary>
    private static void Check(SqliteSession session)
    {
        var version = Pragma(session, "user_version");
        if (!IsOurs(session))
            throw new LibraryFormatException(
                session.Path, "a viml library", IsEmpty(session) ? "an empty file" : "a SQLite file of another program");
        if (version > Version)
            throw new LibraryFormatException(
                session.Path, $"library version {Version} or older", $"version {version}: written by a newer viml");
        if (version < Version)
            throw new LibraryFormatException(session.Path, $"library version {Version}",
                version == 1 ? "version 1 of an earlier viml, which 'viml index' brings up to date" : $"version {version}");
    }

    private static void AddChecksums(SqliteSession session)
    {
        session.Execute(ChecksumTable.Create);
        session.Execute("PRAGMA user_version = 3");
    }

    private static void Create(SqliteSession session)
    {
        session.Execute(Tables);
        session.Execute(ChecksumTable.Create);
        session.Execute(MeanTable.Create);
        session.Execute(NameTable.Create);
        session.Execute($"PRAGMA application_id = {ApplicationId}");
        session.Execute($"PRAGMA user_version = {Version}");
    }

    private static bool IsOurs(SqliteSession session) => Pragma(session, "application_id") == ApplicationId;

    private static bool IsEmpty(SqliteSession session) =>
        Pragma(session, "user_version") == 0 && (long)session.Scalar("SELECT count(*) FROM sqlite_schema")! == 0;

    private static long Pragma(SqliteSession session, string name) => (long)session.Scalar($"PRAGMA {name}")!;
}
