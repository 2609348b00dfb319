using Viml.Engine;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Models;

namespace Viml.Library.Sqlite;

/// <summary>
/// A library as one SQLite file. Many processes may read while one writes. Each file of music is saved in one transaction, so a killed
/// process leaves whole tracks only.
/// </summary>
public sealed class SqliteLibrary : ILibrary
{
    private static readonly TimeSpan CreationWait = TimeSpan.FromSeconds(10);

    private readonly SqliteSession _session;
    private readonly FileTable _files;
    private readonly ChecksumTable _checksums;
    private readonly TrackTable _tracks;
    private readonly MeanTable _means;
    private readonly SimilarityTable _similarity;
    private readonly NameTable _names;
    private bool _hasWritten;

    private SqliteLibrary(SqliteSession session, bool isReadOnly)
    {
        _session = session;
        IsReadOnly = isReadOnly;
        _files = new FileTable(session);
        _checksums = new ChecksumTable(session);
        _tracks = new TrackTable(session, _checksums);
        _means = new MeanTable(session, _tracks, _checksums);
        _similarity = new SimilarityTable(session);
        _names = new NameTable(session);
    }

    /// <inheritdoc/>
    public string Name => Path.GetFileNameWithoutExtension(Location);

    /// <inheritdoc/>
    public string Location => _session.Path;

    /// <inheritdoc/>
    public bool IsReadOnly { get; }

    /// <inheritdoc/>
    public string? Program => LibraryValues.Get(_session, "program");

    /// <inheritdoc/>
    public LibraryMeta? Meta => LibraryValues.Get(_session, "bundle_hash") is { } bundle
        ? new LibraryMeta(bundle, Value("bundle_name"), Value("encoder"), Value("encoder_version"), Value("vocabulary"))
        : null;

    /// <inheritdoc/>
    /// <remarks>SQLite tells of the commits of others (data_version) and of the rows that this connection changed; after opening
    /// the file again they say nothing of what was before.</remarks>
    public long Generation => unchecked(_session.Openings * 0x5851F42D4C957F2D)
        + ((long)_session.Scalar("PRAGMA data_version")! << 32) + (long)_session.Scalar("SELECT total_changes()")!;

    internal SqliteSession Session => _session;

    /// <summary>Opens the library at <paramref name="path"/>, creating it and its folder where they are missing.</summary>
    /// <exception cref="LibraryFormatException">The file is not a library, is damaged, or was written by a newer version.</exception>
    /// <exception cref="LibraryWriteException">The file or its folder cannot be written.</exception>
    public static SqliteLibrary Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        CreateFolder(Path.GetDirectoryName(full)!);
        using var creating = WriteLock.HoldUnlessExists(full, CreationWait); // so that nobody removes what is only half made
        return Open(SqliteSession.Open(full), Schema.Ensure, isReadOnly: false);
    }

    /// <summary>Opens an existing library for reading.</summary>
    /// <exception cref="LibraryNotFoundException">There is no such file.</exception>
    /// <exception cref="LibraryFormatException">The file is not a library, is damaged, or was written by a newer version.</exception>
    public static SqliteLibrary OpenReadOnly(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        return File.Exists(full)
            ? Open(SqliteSession.OpenReadOnly(full), Schema.CheckToRead, isReadOnly: true)
            : throw new LibraryNotFoundException(full, $"There is no library at '{full}'. Create one with: viml index DIR");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Folders() => _session.Query("SELECT path FROM folders ORDER BY path", row => row.GetString(0));

    /// <inheritdoc/>
    public LibraryContents Contents()
    {
        const string Found = "(SELECT DISTINCT track_id FROM files WHERE status = 'indexed')";
        return new LibraryContents(
            Count($"SELECT count(*) FROM {Found}"),
            Count("SELECT count(*) FROM files WHERE status = 'indexed'"),
            Count("SELECT count(*) FROM files WHERE status = 'failed'"),
            Count("SELECT count(*) FROM files WHERE status = 'missing'"),
            Count($"SELECT coalesce(sum(length(places)), 0) / {PlaceBlob.Size} FROM segments WHERE track_id IN {Found}"),
            _session.Query($"SELECT total(duration) FROM tracks WHERE id IN {Found}", row => row.Seconds(0))[0]);
    }

    /// <inheritdoc/>
    public IReadOnlyList<FileFailure> Failures() => _session.Query(
        "SELECT path, reason FROM files WHERE status = 'failed' ORDER BY path", row => new FileFailure(row.GetString(0), row.GetString(1)));

    /// <inheritdoc/>
    public IReadOnlyList<FileRecord> Files() => _files.All();

    /// <inheritdoc/>
    public IReadOnlyList<TrackState> TrackStates() => _tracks.States();

    /// <inheritdoc/>
    public IReadOnlyList<TrackRecord> Tracks() => _tracks.Records();

    /// <inheritdoc/>
    public long? FindTrack(string contentHash) => _tracks.Find(contentHash);

    /// <inheritdoc/>
    public NameHits FindNames(IReadOnlyList<string> words, int maximum) => _names.Find(words, maximum);

    /// <inheritdoc/>
    public IReadOnlyList<FeatureSequence> Features(IReadOnlyList<long> tracks) => [.. tracks.Select(_tracks.Features)];

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<float>> MeanFeatures(IReadOnlyList<long> tracks, CancellationToken cancellation) =>
        _means.Of(tracks, cancellation);

    /// <inheritdoc/>
    public IReadOnlyDictionary<long, float[]?> SimilarityEmbeddings(string model, int width) => _similarity.All(model, width);

    /// <inheritdoc/>
    public ITrackSearch OpenSearch(IReadOnlyList<TrackRecord> tracks, int width, CancellationToken cancellation) =>
        new EmbeddingReader(_session, width).Open(tracks, cancellation);

    /// <inheritdoc/>
    public IDisposable BeginWriting(TimeSpan wait, Action<string>? waiting, CancellationToken cancellation)
    {
        var lease = WriteLease.Take(_session, wait, waiting, cancellation);
        try
        {
            _checksums.Complete(cancellation);
            _means.Complete(cancellation);
            _names.Complete();
            _hasWritten = true;
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void SetMeta(LibraryMeta meta) => _session.InTransaction(() =>
    {
        LibraryValues.Set(_session, "bundle_hash", meta.BundleHash);
        LibraryValues.Set(_session, "bundle_name", meta.BundleName);
        LibraryValues.Set(_session, "encoder", meta.Encoder);
        LibraryValues.Set(_session, "encoder_version", meta.EncoderVersion);
        LibraryValues.Set(_session, "vocabulary", meta.Vocabulary);
        LibraryValues.Set(_session, "program", ProgramVersion.Text);
    });

    /// <inheritdoc/>
    public void RememberFolder(string folder) =>
        _session.Execute(
            """
            INSERT INTO folders (path, indexed_at) VALUES ($path, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
            ON CONFLICT (path) DO UPDATE SET indexed_at = excluded.indexed_at
            """,
            ("$path", folder));

    /// <inheritdoc/>
    public long SaveTrack(FileStamp file, TrackContent track)
    {
        var id = 0L;
        _session.InTransaction(() =>
        {
            id = _tracks.Save(track);
            _means.Save(id, FeatureMean.Of(track.Features));
            _files.SetIndexed(file, track.ContentHash, id);
        });
        return id;
    }

    /// <inheritdoc/>
    public void SaveEmbeddings(long track, TrackEmbeddings embeddings) =>
        _session.InTransaction(() => _tracks.SaveEmbeddings(track, embeddings));

    /// <inheritdoc/>
    public void SetIndexed(FileStamp file, string contentHash, long track) =>
        _session.InTransaction(() => _files.SetIndexed(file, contentHash, track));

    /// <inheritdoc/>
    public void SetFailed(FileStamp file, string? contentHash, string reason) =>
        _session.InTransaction(() => _files.SetFailed(file, contentHash, reason));

    /// <inheritdoc/>
    public void RemoveFiles(IReadOnlyCollection<string> forgotten, IReadOnlyCollection<string> missing) => _session.InTransaction(() =>
    {
        foreach (var path in forgotten)
            _files.Remove(path);
        foreach (var path in missing)
            _files.SetMissing(path);
        _tracks.RemoveOrphans();
    });

    /// <inheritdoc/>
    public void SaveSimilarity(long track, string model, ReadOnlySpan<float> embedding)
    {
        var blob = HalfBlob.Write(embedding);
        _session.InTransaction(() => _similarity.Set(track, model, blob, null));
    }

    /// <inheritdoc/>
    public void SaveSimilarityFailure(long track, string model, string reason) =>
        _session.InTransaction(() => _similarity.Set(track, model, null, reason));

    /// <summary>Closes the library. One that was made for a writer who wrote nothing is deleted.</summary>
    public void Dispose()
    {
        using var held = _hasWritten && _session.IsNew ? WriteLock.TryHold(Location) : null;
        var isNeeded = held is null || !IsEmpty();
        _session.Dispose();
        if (!isNeeded)
            SqliteSession.Delete(Location);
    }

    private static SqliteLibrary Open(SqliteSession session, Action<SqliteSession> prepare, bool isReadOnly)
    {
        try
        {
            prepare(session);
            return new SqliteLibrary(session, isReadOnly);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private static void CreateFolder(string folder)
    {
        try
        {
            PrivateFiles.CreateFolder(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryWriteException(folder,
                $"the folder for libraries cannot be created ({fault.Message}); set VIML_HOME to a folder that can be written", fault);
        }
    }

    private bool IsEmpty()
    {
        try
        {
            return Count("SELECT count(*) FROM files") == 0;
        }
        catch (LibraryException)
        {
            return false; // what cannot be read is not deleted
        }
    }

    private string Value(string key) =>
        LibraryValues.Get(_session, key) ?? throw new LibraryFormatException(Location, $"a value named '{key}'", "none");

    private int Count(string sql) => (int)(long)_session.Scalar(sql)!;
}
