using Viml.Library.Catalog;
using Viml.Library.Indexing;
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

    public IndexReport Index(IndexRequest? request = null, ModelSet? models = null, IProgress<IndexProgress>? progress = null, CancellationToken cancellation = default)
    {
        using var store = LibraryStore.Open(LibraryPath);
        return new Indexer(store, models ?? FakeModels.Create(), Source).Run(request ?? new IndexRequest { Folders = [Music] }, progress, cancellation);
    }

    public T Read<T>(Func<LibraryStore, T> read, string? path = null)
    {
        using var store = LibraryStore.OpenReadOnly(path ?? LibraryPath);
        return read(store);
    }

    public LibraryContents Contents() => Read(store => store.Contents());

    /// <summary>Everything the library says about its music, in the order of the paths: equal where two libraries are equal.</summary>
    public string Dump(string? path = null) => Read(store =>
    {
        var tracks = store.Tracks.Entries().ToDictionary(entry => entry.Id);
        var segments = new List<(long Track, string Line)>();
        store.Tracks.ForEachTrackOfSegments((track, places, embeddings) =>
        {
            var count = places.Length / PlaceBlob.Size;
            for (var i = 0; i < count; i++)
                segments.Add((track, $"  {PlaceBlob.Read(places, i)} {Convert.ToHexString(embeddings.AsSpan(i * embeddings.Length / count, embeddings.Length / count))}"));
        });
        var byTrack = segments.ToLookup(segment => segment.Track, segment => segment.Line);
        var lines = store.Files.All().SelectMany(file => (IEnumerable<string>)(file.TrackId is { } id && tracks.TryGetValue(id, out var track)
            ? [$"{file.Stamp.Path} {file.ContentHash} {track.Duration} {Convert.ToHexString(track.Embedding)} {Convert.ToHexString(track.Tags)}", .. byTrack[id]]
            : [$"{file.Stamp.Path} {file.Status} {file.Reason}"]));
        return string.Join('\n', lines);
    }, path);

    public void Dispose() => _folder.Dispose();
}
