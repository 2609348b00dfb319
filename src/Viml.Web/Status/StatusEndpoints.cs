using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Engine;
using Viml.Library.Answers;
using Viml.Media;
using Viml.Media.Ffmpeg;
using Viml.Web.Libraries;
using Viml.Web.Videos;

namespace Viml.Web.Status;

/// <summary>What a client should know of the server.</summary>
/// <param name="Version">The version of viml.</param>
/// <param name="Bundle">The models that rank.</param>
/// <param name="TextEncoder">What reads words.</param>
/// <param name="VideoEncoder">What looks at videos.</param>
/// <param name="Ffmpeg">The version of ffmpeg; null where it is missing.</param>
/// <param name="Library">The library that is served.</param>
/// <param name="LocalPaths">Whether clients may name paths of this machine.</param>
/// <param name="Limits">What the server takes.</param>
/// <param name="Samples">How many sample videos there are.</param>
public sealed record StatusAnswer(
    string Version, BundleReference Bundle, string TextEncoder, string VideoEncoder, string? Ffmpeg, LibraryAnswer Library, bool LocalPaths,
    LimitsAnswer Limits, int Samples);

/// <summary>What the server takes.</summary>
/// <param name="UploadBytes">Bytes of an upload.</param>
/// <param name="VideoSeconds">Seconds of a video.</param>
/// <param name="Pixels">Pixels of a frame.</param>
public sealed record LimitsAnswer(long UploadBytes, double VideoSeconds, long Pixels);

/// <summary><c>/status</c>: what a client should know before it asks for anything.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(
        this RouteGroupBuilder api, LibraryHost host, LibraryIndexing indexing, SampleVideos samples, ServerOptions options)
    {
        var ffmpeg = new Lazy<string?>(FindFfmpeg);
        var limits = new LimitsAnswer(options.Limits.UploadBytes, options.Limits.VideoSeconds, options.Limits.Pixels);
        api.MapGet("/status", Ok<StatusAnswer> (CancellationToken cancellation) => TypedResults.Ok(new StatusAnswer(
                ProgramVersion.Number, new BundleReference(host.Models.BundleName, host.Models.BundleHash), host.Models.Text.Name,
                host.Models.Video.Name, ffmpeg.Value, LibraryStatus.Of(host, indexing, options.IsLocal, cancellation), options.IsLocal,
                    limits,
                samples.Count)))
            .WithTags("Status").WithName("GetStatus").WithSummary("The server, its models and its library");
    }

    /// <summary>The version of ffmpeg; null where it is missing.</summary>
    public static string? FindFfmpeg()
    {
        try
        {
            return ToolVersions.Ffmpeg(MediaTools.Default);
        }
        catch (ExternalProgramException)
        {
            return null;
        }
    }
}
