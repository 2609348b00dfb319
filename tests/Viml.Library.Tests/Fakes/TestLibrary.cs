using Viml.Library.Catalog;
using Viml.Library.Indexing;
using Viml.Library.Sqlite;
using Viml.Testing;

namespace Viml.Library.Tests.Fakes;

/// <summary>A music folder and a library in a temporary folder.</summary>
internal sealed class TestLibrary : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TestLibrary() => Directory.CreateDirectory(Music);

    public string Music => _folder["music"];

    public string LibraryPath => _folder["library.viml"];

    public FakeMusic Source { get; init; } = new();

    public string this[string name] => Path.Combine(Music, name);

    /// <summary>Writes a music file with a time stamp of its own, because tests are quicker than clocks.</summary>
    public string Write(string name, string content, int minute = 0)
    {
        var path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 1, 0, minute, 0, DateTimeKind.Utc));
        return path;
    }

    public IndexReport Index(IndexRequest? request = null, ModelSet? models = null, IProgress<IndexProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        using var library = SqliteLibrary.Open(LibraryPath);
        return new Indexer(library, models ?? FakeModels.Create(), Source)
            .Run(request ?? new IndexRequest { Folders = [Music] }, progress, cancellation);
    }

    public T Read<T>(Func<SqliteLibrary, T> read, string? path = null)
    {
        using var library = SqliteLibrary.OpenReadOnly(path ?? LibraryPath);
        return read(library);
    }

    public LibraryContents Contents() => Read(library => library.Contents());

    /// <summary>Everything the library says about its music, in the order of the paths: equal where two libraries are equal.</summary>
    public string Dump(string? path = null) => Read(library =>
    {
        var tracks = library.Session.Query(
            """
            SELECT id, duration || ' ' || hex(embedding) || ' ' || hex(tags) || ' ' || hex(places) || ' ' || hex(embeddings) || ' '
                || hex(means."values")
            FROM tracks JOIN segments ON segments.track_id = id JOIN means ON means.track_id = id
            """,
            row => KeyValuePair.Create(row.GetInt64(0), row.GetString(1))).ToDictionary();
        return string.Join('\n', library.Files().Select(file => file is { Status: FileStatus.Indexed, TrackId: { } id }
            ? $"{file.Stamp.Path} {file.ContentHash} {tracks[id]}"
            : $"{file.Stamp.Path} {file.Status} {file.Reason}"));
    }, path);

    public void Dispose() => _folder.Dispose();
}
