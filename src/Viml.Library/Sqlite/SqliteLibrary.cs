namespace Viml.Library.Catalog;

/// <summary>
/// A library on disk: one SQLite file with the files of the user, what they hold, and where that lies in the joint space. Many processes may read
/// while one writes. Each file is saved in one transaction, so a killed process leaves whole tracks only. Not thread-safe.
/// </summary>
public sealed class LibraryStore : IDisposable
{
    private readonly SqliteSession _session;

    private LibraryStore(SqliteSession session, bool isReadOnly)
    {
        _session = session;
        IsReadOnly = isReadOnly;
        Files = new FileTable(session);
        Tracks = new TrackTable(session);
        Similarity = new SimilarityTable(session);
    }

    /// <summary>Absolute path of the library file.</summary>
    public string Path => _session.Path;

    /// <summary>Whether the library was opened for reading only.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The models the library was indexed with; null where nothing has been indexed.</summary>
    /// <remarks>Read anew each time, because another process may be indexing.</remarks>
    public LibraryMeta? Meta => LibraryValues.Get(_session, "bundle_hash") is { } bundle
        ? new LibraryMeta(bundle, Value("bundle_name"), Value("encoder"), Value("encoder_version"), Value("vocabulary"))
        : null;

    internal FileTable Files { get; }

    internal TrackTable Tracks { get; }

    internal SimilarityTable Similarity { get; }

    internal SqliteSession Session => _session;

    /// <summary>Opens the library at <paramref name="path"/>, making it and its folder where they are missing.</summary>
    /// <exception cref="LibraryFormatException">The file is not a library, is damaged, or was written by a newer version.</exception>
    /// <exception cref="LibraryWriteException">The file or its folder cannot be written.</exception>
    public static LibraryStore Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        MakeFolder(System.IO.Path.GetDirectoryName(full)!);
        var session = SqliteSession.Open(full);
        try
        {
            Schema.Ensure(session);
            return new LibraryStore(session, isReadOnly: false);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing library for reading.</summary>
    /// <exception cref="LibraryNotFoundException">There is no such file.</exception>
    /// <exception cref="LibraryFormatException">The file is not a library, is damaged, or was written by a newer version.</exception>
    public static LibraryStore OpenReadOnly(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        if (!File.Exists(full))
            throw new LibraryNotFoundException(full, $"There is no library at '{full}'. Make one with: viml index DIR");
        var session = SqliteSession.OpenReadOnly(full);
        try
        {
            Schema.Check(session);
            return new LibraryStore(session, isReadOnly: true);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>The folders that were indexed, in the order of their names.</summary>
    public IReadOnlyList<string> Folders() => _session.Query("SELECT path FROM folders ORDER BY path", row => row.GetString(0));

    /// <summary>Counts what the library holds.</summary>
    public LibraryContents Contents()
    {
        const string Found = "(SELECT DISTINCT track_id FROM files WHERE status = 'indexed')";
        return new LibraryContents(
            Count("SELECT count(*) FROM (SELECT DISTINCT track_id FROM files WHERE status = 'indexed')"),
            Count("SELECT count(*) FROM files WHERE status = 'indexed'"),
            Count("SELECT count(*) FROM files WHERE status = 'failed'"),
            Count("SELECT count(*) FROM files WHERE status = 'missing'"),
            Count($"SELECT coalesce(sum(length(places)), 0) / {PlaceBlob.Size} FROM segments WHERE track_id IN {Found}"),
            (double)_session.Scalar($"SELECT total(duration) FROM tracks WHERE id IN {Found}")!);
    }

    /// <summary>The files that could not be indexed, in the order of their paths.</summary>
    public IReadOnlyList<FileFailure> Failures() => _session.Query(
        "SELECT path, reason FROM files WHERE status = 'failed' ORDER BY path", row => new FileFailure(row.GetString(0), row.GetString(1)));

    /// <summary>Forgets the files that are gone, with their embeddings. Returns how many files.</summary>
    public int ForgetMissing()
    {
        var count = 0;
        _session.InTransaction(() =>
        {
            count = Files.RemoveMissing();
            Tracks.RemoveOrphans();
        });
        return count;
    }

    /// <summary>Closes the library.</summary>
    public void Dispose() => _session.Dispose();

    internal WriteLease BeginWriting(TimeSpan wait, Action<string>? waiting, CancellationToken cancellation) =>
        WriteLease.Take(_session, wait, waiting, cancellation);

    internal void InTransaction(Action body) => _session.InTransaction(body);

    internal void SetMeta(LibraryMeta meta) => InTransaction(() =>
    {
        LibraryValues.Set(_session, "bundle_hash", meta.BundleHash);
        LibraryValues.Set(_session, "bundle_name", meta.BundleName);
        LibraryValues.Set(_session, "encoder", meta.Encoder);
        LibraryValues.Set(_session, "encoder_version", meta.EncoderVersion);
        LibraryValues.Set(_session, "vocabulary", meta.Vocabulary);
    });

    internal void RememberFolder(string folder) =>
        _session.Execute(
            """
            INSERT INTO folders (path, indexed_at) VALUES ($path, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
            ON CONFLICT (path) DO UPDATE SET indexed_at = excluded.indexed_at
            """,
            ("$path", folder));

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryWriteException(folder,
                $"the folder for libraries cannot be made ({fault.Message}); set VIML_HOME to a folder that can be written", fault);
        }
    }

    private string Value(string key) =>
        LibraryValues.Get(_session, key) ?? throw new LibraryFormatException(Path, $"a value named '{key}'", "none");

    private int Count(string sql) => (int)(long)_session.Scalar(sql)!;
}
