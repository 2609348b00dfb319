using Viml.Library.Encoding;
using Viml.Library.Recommendation;
using Viml.Web.Hosting;
using Viml.Web.Jobs;

namespace Viml.Web.Videos;

/// <summary>Shows videos to clients.</summary>
/// <param name="store">The videos.</param>
/// <param name="seen">What is seen in a part of a video.</param>
internal sealed class VideoView(VideoStore store, Func<EncodedVideo, VideoRange, IReadOnlyList<string>> seen)
{
    /// <summary>A video as it is now. Looking at it begins where it has not.</summary>
    public VideoAnswer Of(StoredVideo video)
    {
        var encoding = store.EncodeAsync(video);
        var job = video.Job;
        var cuts = video.Cuts;
        var picture = video.Kind == VideoKind.Slideshow ? null : video.Info.Video ?? video.Info.Picture;
        var state = encoding.IsFaulted || job is { State: JobState.Failed } ? VideoState.Failed
            : encoding.IsCompletedSuccessfully && cuts is not null ? VideoState.Ready
            : VideoState.Encoding;
        return new VideoAnswer(
            video.Id, video.Name, video.Kind, video.Seconds, picture?.Width, picture?.Height, state, job?.Id, cuts,
            state == VideoState.Ready ? Scenes(video, encoding.Result, cuts!) : null, job?.Error);
    }

    /// <summary>The stretches between the cuts.</summary>
    public static IReadOnlyList<VideoRange> Stretches(double seconds, IReadOnlyList<double> cuts)
    {
        double[] ends = [0, .. cuts.Where(cut => cut > 0 && cut < seconds), seconds];
        return [.. ends.Zip(ends.Skip(1)).Where(pair => pair.Second > pair.First).Select(pair => new VideoRange(pair.First, pair.Second))];
    }

    private IReadOnlyList<SceneAnswer> Scenes(StoredVideo video, EncodedVideo encoded, IReadOnlyList<double> cuts) =>
        video.Scenes ??= [.. Stretches(encoded.Duration, cuts)
            .Select(range => new SceneAnswer(range.Start, range.End, seen(encoded, range)))];
}
