using Viml.Media.Playback;
using Viml.Web.Hosting;

namespace Viml.Web.Videos;

/// <summary>The file of a video that browsers play: the video itself, or a copy that is made once.</summary>
internal sealed class PlayableVideo(TemporaryFolder folder, MediaCopies copies)
{
    private const string CopyType = "video/mp4";

    /// <summary>The name of the copy.</summary>
    public static string NameOf(StoredVideo video) => $"{video.Id}.mp4";

    /// <summary>The file and its media type; waits until the copy is made.</summary>
    public async Task<(string Path, string Type)> FindAsync(StoredVideo video, CancellationToken cancellation)
    {
        if (video.Kind == VideoKind.Video && BrowserMedia.TypeOfVideo(video.Info) is { } type) return (video.Files[0], type);
        var copy = await copies.GetAsync(folder.PathOf(NameOf(video)), (target, stop) =>
        {
            if (video.Kind == VideoKind.Video) BrowserMedia.WriteVideo(video.Files[0], video.Info, target, stop);
            else BrowserMedia.WriteSlideshow(video.Files, target, stop);
        }, cancellation);
        return (copy, CopyType);
    }
}
