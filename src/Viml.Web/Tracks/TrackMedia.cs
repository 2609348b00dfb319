using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Viml.Engine.Files;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Library.Rhythm;
using Viml.Media;
using Viml.Media.Playback;
using Viml.Models.Rhythm;
using Viml.Web.Hosting;

namespace Viml.Web.Tracks;

/// <summary>
/// What is made of the sound of tracks when it is first asked for: waveforms and loudness, which are kept for good by the content of the
/// track, and copies that browsers can play, which are kept while the server runs. Thread-safe.
/// </summary>
internal sealed class TrackMedia(string kept, string temporary, MediaCopies copies, MediaCopies measures)
{
    private readonly ConcurrentDictionary<(string Path, DateTime Written), MediaInfo> _infos = new();

    /// <summary>A file of the track that exists.</summary>
    /// <exception cref="ApiException">There is none any more.</exception>
    public static string FileOf(TrackRecord track) => track.Paths.FirstOrDefault(File.Exists) ?? throw new ApiException(
        410, "file-gone", "The file is gone", "The music file was moved or deleted since it was indexed. Index the library again.");

    /// <summary>The file of the track that browsers play, and its media type.</summary>
    public async Task<(string Path, string Type)> PlayableAsync(TrackRecord track, CancellationToken cancellation)
    {
        var path = FileOf(track);
        var file = (path, File.GetLastWriteTimeUtc(path)); // a player asks for many parts
        if (!_infos.TryGetValue(file, out var info))
            info = _infos[file] = await Task.Run(() => MediaProbe.Read(path, cancellation), cancellation);
        if (BrowserMedia.TypeOfMusic(info) is { } type) return (path, type);
        var copy = await copies.GetAsync(
            Path.Combine(temporary, $"track-{track.Key}.mp3"), (target, stop) => BrowserMedia.WriteMusic(path, info, target, stop),
                cancellation);
        return (copy, "audio/mpeg");
    }

    /// <summary>The waveform of the track.</summary>
    public async Task<Peaks> PeaksAsync(TrackRecord track, CancellationToken cancellation) => new(await File.ReadAllBytesAsync(
        await KeptAsync(track, "peaks", (path, stop) => Peaks.Read(path, stop).Values, cancellation), cancellation));

    /// <summary>The loudness of the track in LUFS.</summary>
    public async Task<double> LoudnessAsync(TrackRecord track, CancellationToken cancellation) => double.Parse(await File.ReadAllTextAsync(
        await KeptAsync(track, "lufs", (path, stop) =>
            System.Text.Encoding.ASCII.GetBytes(Loudness.Measure(path, stop).ToString("R", CultureInfo.InvariantCulture)), cancellation),
        cancellation), CultureInfo.InvariantCulture);

    /// <summary>The beats of the track; null where they are not sure.</summary>
    public async Task<BeatGrid?> BeatsAsync(TrackRecord track, CancellationToken cancellation)
    {
        try
        {
            var kept = await KeptAsync(
                track, "beats", (path, stop) => JsonSerializer.SerializeToUtf8Bytes(TrackBeats.Of(path, stop)), cancellation);
            var grid = JsonSerializer.Deserialize<BeatGrid>(await File.ReadAllBytesAsync(kept, cancellation));
            return grid is { Confidence: >= BeatGrid.Good } ? grid : null;
        }
        catch (MediaFormatException)
        {
            return null; // the file has changed since it was indexed
        }
    }

    private Task<string> KeptAsync(
        TrackRecord track, string what, Func<string, CancellationToken, byte[]> measure, CancellationToken cancellation)
    {
        PrivateFiles.CreateFolder(kept);
        return measures.GetAsync(Path.Combine(kept, $"{track.Key}.{what}"), (target, stop) =>
        {
            var bytes = measure(FileOf(track), stop);
            PendingFile.Write(target, stream => stream.Write(bytes));
        }, cancellation);
    }
}
