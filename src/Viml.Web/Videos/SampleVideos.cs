using System.Collections.Concurrent;

namespace Viml.Web.Videos;

/// <summary>The videos that come with the program.</summary>
internal sealed class SampleVideos(string? folder, VideoStore store)
{
    private static readonly string[] Extensions = [".mp4", ".webm", ".mkv", ".mov"];

    private readonly ConcurrentDictionary<string, string> _ids = new();

    /// <summary>How many there are.</summary>
    public int Count => Paths().Count;

    /// <summary>The samples, in the order of their names.</summary>
    public IReadOnlyList<SampleAnswer> All(CancellationToken cancellation = default) =>
        [.. Paths().Select(path => Find(path, cancellation)).Select(video => new SampleAnswer(video.Id, video.Name, video.Seconds))];

    private StoredVideo Find(string path, CancellationToken cancellation)
    {
        if (_ids.TryGetValue(path, out var id) && store.Find(id) is { } known) return known;
        var video = store.AddFile(path, cancellation).Video;
        _ids[path] = video.Id;
        return video;
    }

    private IReadOnlyList<string> Paths() => folder is null || !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder).Where(path => Extensions.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal)];
}
