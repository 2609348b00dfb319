using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Weights;
using Viml.Library.Encoding;
using Viml.Media;
using Viml.Models;
using Viml.Web.Hosting;
using Viml.Web.Jobs;

namespace Viml.Web.Videos;

/// <summary>
/// The videos that clients uploaded or named, by their content, and the samples. They are forgotten when nobody has used them for some
/// time. Thread-safe.
/// </summary>
internal sealed class VideoStore(TemporaryFolder folder, ServerLimits limits, JobQueue jobs, Func<IVideoEncoder> encoder)
{
    private const int IdLength = 32;
    private const int MostPictures = 100;
    private const int MostVideos = 1000;

    private readonly ConcurrentDictionary<string, StoredVideo> _videos = new();

    /// <summary>How many there are.</summary>
    public int Count => _videos.Count;

    /// <exception cref="ApiException">There is none, or it was forgotten.</exception>
    public StoredVideo Get(string id)
    {
        if (Find(id) is not { } video)
            throw new ApiException(
                404, "unknown-video", "There is no such video",
                "The video was never sent, or was forgotten because nobody used it for some time. Send it again.");
        video.LastUsed = DateTime.UtcNow;
        return video;
    }

    /// <summary>A video; null where there is none.</summary>
    public StoredVideo? Find(string id) => _videos.GetValueOrDefault(id);

    /// <summary>The features of a video; waits until they are known.</summary>
    public Task<EncodedVideo> EncodeAsync(StoredVideo video) => video.Encode(jobs, encoder);

    /// <summary>Takes a video or a picture from a body.</summary>
    /// <returns>The video, and whether it was not known before.</returns>
    /// <exception cref="ApiException">It is too large, too long or has too many pixels; there is no room, or too many jobs
    /// wait.</exception>
    /// <exception cref="MediaFormatException">It is no video and no picture.</exception>
    public async Task<(StoredVideo Video, bool IsNew)> ReceiveAsync(Stream body, string name, CancellationToken cancellation)
    {
        var path = folder.PathOf($"{Guid.NewGuid():n}.upload");
        var hash = await Upload.ReadAsync(body, path, limits.UploadBytes, folder, cancellation);
        try
        {
            var (video, isNew) = await Task.Run(() => Add(hash, name, path, isTemporary: true, cancellation), cancellation);
            if (!isNew || video.Files[0] != path) File.Delete(path);
            return (video, isNew);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes a file of this machine.</summary>
    /// <inheritdoc cref="ReceiveAsync" path="/exception"/>
    public (StoredVideo Video, bool IsNew) AddFile(string path, CancellationToken cancellation)
    {
        if (!Path.IsPathFullyQualified(path) || !File.Exists(path))
            throw new ApiException(422, "unknown-file", "There is no such file", "Give the full path of a video that exists.");
        var info = Check(path, cancellation);
        return Add(FileHash.Sha256(path, null, cancellation), Path.GetFileName(path), path, isTemporary: false, cancellation, info);
    }

    /// <summary>Makes a slideshow of pictures.</summary>
    /// <exception cref="ApiException">One is unknown or no picture, or there are too few or too many.</exception>
    public StoredVideo AddSlideshow(IReadOnlyList<string> ids)
    {
        if (ids.Count is < 1 or > MostPictures)
            throw new ApiException(422, "invalid-request", "The number of pictures is not possible", $"Name 1 to {MostPictures} pictures.");
        var pictures = ids.Select(Get).ToList();
        if (pictures.Find(video => video.Kind != VideoKind.Picture) is { } other)
            throw new ApiException(422, "not-a-picture", "One is no picture",
                $"'{other.Name}' is no picture. A slideshow is made of pictures only.");
        if (pictures.Count == 1) return pictures[0];
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))))[..IdLength];
        return Keep(new StoredVideo(
            id, $"{pictures.Count} pictures", VideoKind.Slideshow, [.. pictures.Select(picture => picture.Files[0])], pictures[0].Info,
                false)).Video;
    }

    /// <summary>Forgets a video and deletes what the server made of it.</summary>
    public void Remove(string id)
    {
        var video = Get(id);
        if (_videos.TryRemove(video.Id, out _)) Delete(video);
    }

    /// <summary>Forgets the videos that nobody has used for some time.</summary>
    public void Expire()
    {
        foreach (var video in _videos.Values)
            if (video.IsTemporary && DateTime.UtcNow - video.LastUsed > limits.KeepVideos && video.Job is (null or { IsOver: true })
                && _videos.TryRemove(video.Id, out _))
                Delete(video);
    }

    private (StoredVideo, bool) Add(
        string hash, string name, string path, bool isTemporary, CancellationToken cancellation, MediaInfo? known = null)
    {
        var id = hash[..IdLength];
        if (_videos.TryGetValue(id, out var before) && before.Files.All(File.Exists))
        {
            before.LastUsed = DateTime.UtcNow;
            return (before, false);
        }
        var info = known ?? Check(path, cancellation);
        return Keep(new StoredVideo(
            id, FileName.Of(name), info.Video is null ? VideoKind.Picture : VideoKind.Video, [path], info, isTemporary));
    }

    private (StoredVideo Video, bool IsNew) Keep(StoredVideo video)
    {
        if (_videos.Count >= MostVideos) Expire();
        if (_videos.Count >= MostVideos)
            throw new ApiException(507, "storage-full", "There is no room for more videos", "Remove videos, or wait until they expire.");
        var kept = _videos.AddOrUpdate(video.Id, video, (_, before) => before.Files.All(File.Exists) ? before : video);
        return (kept, ReferenceEquals(kept, video));
    }

    private MediaInfo Check(string path, CancellationToken cancellation)
    {
        var info = MediaProbe.Read(path, cancellation);
        if ((info.Video ?? info.Picture) is not { } picture)
            throw new MediaFormatException(path, "a video or a picture", $"an audio file ({info.Audio?.Codec ?? info.Format})");
        if (info.DurationSeconds > limits.VideoSeconds)
            throw new ApiException(422, "too-long", "The video is too long",
                $"It lasts {info.DurationSeconds:0} s, and {limits.VideoSeconds:0} s are the most. Cut out the part that needs music.");
        if ((long)picture.Width * picture.Height > limits.Pixels)
            throw new ApiException(422, "too-many-pixels", "The picture is too large",
                $"It has {picture.Width} x {picture.Height} pixels, and {limits.Pixels:N0} are the most. Scale it down.");
        return info;
    }

    private void Delete(StoredVideo video)
    {
        if (!video.IsTemporary) return;
        foreach (var file in video.Files) File.Delete(file);
        File.Delete(folder.PathOf(PlayableVideo.NameOf(video)));
    }
}
