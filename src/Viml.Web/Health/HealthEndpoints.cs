using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Viml.Web.Status;

namespace Viml.Web.Health;

/// <summary>Whether the server lives and can work, for those who watch over it.</summary>
/// <param name="Status">"ok" or what is missing.</param>
public sealed record HealthAnswer(string Status);

/// <summary><c>/health</c>.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app, Lazy<Viml.Library.ModelSet> models)
    {
        var ffmpeg = new Lazy<string?>(StatusEndpoints.FindFfmpeg);
        app.MapGet("/health/live", () => TypedResults.Ok(new HealthAnswer("ok")))
            .WithTags("Health").WithName("IsAlive").WithSummary("The server answers");
        app.MapGet("/health/ready", IResult () =>
                !models.IsValueCreated ? Missing("models are being loaded")
                : ffmpeg.Value is null ? Missing("ffmpeg is missing")
                : TypedResults.Ok(new HealthAnswer("ok")))
            .WithTags("Health").WithName("IsReady").WithSummary("The server can work: models and ffmpeg are there")
            .Produces<HealthAnswer>().Produces<HealthAnswer>(503);

        static IResult Missing(string what) => TypedResults.Json(new HealthAnswer(what), statusCode: 503);
    }
}
