using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Media.Playback;
using Viml.Web.Hosting;
using Viml.Web.Libraries;
using Viml.Web.Security;

namespace Viml.Web.Videos;

/// <summary><c>/videos</c>, <c>/slideshows</c> and <c>/samples</c>: what to find music for.</summary>
internal static class VideoEndpoints
{
    private const int WidestFrame = 1920;

    public static void MapVideos(
        this RouteGroupBuilder api, VideoStore store, SampleVideos samples, PlayableVideo playable, VideoView view, ServerOptions options)
    {
        var group = api.MapGroup("").WithTags("Videos");
        group.MapGet("/samples", Ok<IReadOnlyList<SampleAnswer>> (CancellationToken cancellation) =>
            TypedResults.Ok(samples.All(cancellation)))
            .WithName("GetSamples").WithSummary("The sample videos");
        group.MapPost("/videos", async Task<Results<Created<VideoAnswer>, Ok<VideoAnswer>>> (
                HttpContext context, CancellationToken cancellation, string? name = null) =>
            {
                var body = context.Features.Get<IHttpMaxRequestBodySizeFeature>();
                if (body is { IsReadOnly: false }) body.MaxRequestBodySize = options.Limits.UploadBytes;
                if (context.Request.ContentLength > options.Limits.UploadBytes)
                    throw new ApiException(Problem.TooLarge($"A video may have {options.Limits.UploadBytes:N0} bytes at most."));
                var (video, isNew) = await store.ReceiveAsync(context.Request.Body, name ?? "", cancellation);
                return Answer(video, isNew);
            })
            .WithName("UploadVideo").WithSummary("Takes a video or a picture: the body is the file").RequireRateLimiting(RateLimits.Uploads)
            .TakesBytes().Refuses(408, 413, 415, 422, 429, 507);
        group.MapPost("/videos/local", Results<Created<VideoAnswer>, Ok<VideoAnswer>> (LocalVideo local, CancellationToken cancellation) =>
            {
                if (!options.IsLocal) throw LibraryEndpoints.LocalOnly();
                var (video, isNew) = store.AddFile(local.Path, cancellation);
                return Answer(video, isNew);
            })
            .WithName("AddLocalVideo").WithSummary("Takes a video of this machine by its path").Refuses(403, 422, 429);
        group.MapPost("/slideshows", Created<VideoAnswer> (SlideshowOrder order) =>
            {
                var video = store.AddSlideshow(order.Pictures);
                return TypedResults.Created($"/api/v1/videos/{video.Id}", view.Of(video));
            })
            .WithName("MakeSlideshow").WithSummary("Shows uploaded pictures one after the other").Refuses(404, 422, 429);
        group.MapGet("/videos/{id}", Ok<VideoAnswer> (string id) => TypedResults.Ok(view.Of(store.Get(id))))
            .WithName("GetVideo").WithSummary("A video, its scenes and what is seen in them").Refuses(404, 429);
        group.MapDelete("/videos/{id}", NoContent (string id) =>
            {
                store.Remove(id);
                return TypedResults.NoContent();
            })
            .WithName("ForgetVideo").WithSummary("Forgets a video").Refuses(404);
        group.MapGet("/videos/{id}/media", async Task<IResult> (string id, CancellationToken cancellation) =>
            {
                var video = store.Get(id);
                var (path, type) = await playable.FindAsync(video, cancellation);
                return MediaResult.Of(path, type, $"\"{video.Id}\"");
            })
            .WithName("GetVideoMedia").WithSummary("The video in a form that browsers play; takes range requests")
            .Produces(200, contentType: "video/mp4").Refuses(404, 410, 416, 422);
        group.MapGet("/videos/{id}/frame", async Task<IResult> (string id, CancellationToken cancellation, double at = 0,
            int width = 320) =>
            {
                var video = store.Get(id);
                if (!(at >= 0 && at <= 1e6) || width is < 16 or > WidestFrame)
                    throw new ArgumentException($"A frame has a time of at least 0 s and a width of 16 to {WidestFrame} pixels.");
                var (path, place) = video.FrameAt(at);
                return TypedResults.Bytes(await Task.Run(() => VideoFrame.ReadJpeg(path, place, width, cancellation), cancellation),
                    "image/jpeg");
            })
            .WithName("GetVideoFrame").WithSummary("One frame as JPEG").Produces(200, contentType: "image/jpeg").Refuses(404, 422);

        Results<Created<VideoAnswer>, Ok<VideoAnswer>> Answer(StoredVideo video, bool isNew)
        {
            _ = store.EncodeAsync(video);
            return isNew ? TypedResults.Created($"/api/v1/videos/{video.Id}", view.Of(video)) : TypedResults.Ok(view.Of(video));
        }
    }
}
