using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using Viml.Library.Indexing;
using Viml.Web.Annotations;
using Viml.Web.Health;
using Viml.Web.Hosting;
using Viml.Web.Jobs;
using Viml.Web.Libraries;
using Viml.Web.Metrics;
using Viml.Web.Page;
using Viml.Web.Recommendations;
using Viml.Web.Security;
using Viml.Web.Status;
using Viml.Web.Tracks;
using Viml.Web.Videos;

namespace Viml.Web;

/// <summary>The page and the API of one library, over HTTP. It serves until it is disposed.</summary>
public sealed class VimlServer : IAsyncDisposable
{
    private static readonly TimeSpan StopWait = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ExpireEvery = TimeSpan.FromMinutes(1);

    private static readonly string[] Meters =
        [ServerMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly WebApplication _app;
    private readonly ServerParts _parts;

    private VimlServer(WebApplication app, ServerParts parts) => (_app, _parts) = (app, parts);

    /// <summary>Where the page is.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>Begins to serve.</summary>
    /// <exception cref="ArgumentException">An option is not valid, or the address is open to other machines without a key.</exception>
    /// <exception cref="IOException">The port is taken, or a folder cannot be made.</exception>
    public static async Task<VimlServer> StartAsync(ServerOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        var parts = new ServerParts(options);
        try
        {
            var app = Build(options, parts);
            await app.StartAsync(cancellation);
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            return new VimlServer(app, parts) { Address = AddressOf(options, new Uri(address).Port) };
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>Begins to index music into the library that is served; the page shows how far it is.</summary>
    public void Index(IndexRequest request) => _parts.Indexing.Start(request);

    /// <summary>Serves until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(ExpireEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation)) _parts.Videos.Expire();
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var wait = new CancellationTokenSource(StopWait);
        await _parts.StopAsync();
        await _app.StopAsync(wait.Token);
        await _app.DisposeAsync();
        await _parts.DisposeAsync();
    }

    // Nobody can open "all addresses".
    private static Uri AddressOf(ServerOptions options, int port) => new UriBuilder(
        Uri.UriSchemeHttp,
        options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any) ? "localhost" : options.Address.ToString(),
        port).Uri;

    private static WebApplication Build(ServerOptions options, ServerParts parts)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ApplicationName = "viml", ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<JsonOptions>(json => WebJson.Configure(json.SerializerOptions, options.IsLocal));
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        builder.Services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        builder.Services.AddRateLimiter(limiter => RateLimits.Configure(limiter, options.Limits));
        var app = builder.Build();
        app.UseProblems(options.Log);
        app.UseGuard(new HostNames(options), parts.Keys);
        app.UsePage(options.Page);
        app.UseRouting();
        app.UseRateLimiter();
        app.MapHealth(parts.Models);
        app.MapPrometheusScrapingEndpoint("/metrics").DisableRateLimiting();
        app.MapOpenApi("/openapi.json");
        var api = app.MapGroup("/api/v1");
        api.MapSession(parts.Keys);
        api.MapStatus(parts.Library, parts.Indexing, parts.Samples, options);
        api.MapLibrary(parts.Library, parts.Indexing, options.IsLocal);
        api.MapJobs(parts.Jobs);
        api.MapVideos(parts.Videos, parts.Samples, parts.Playable, parts.View, options);
        api.MapRecommendations(parts.Recommender);
        api.MapTracks(parts.Library, parts.TrackMedia, options.IsLocal);
        api.MapAnnotations(parts.Library, parts.Annotations);
        return app;
    }

    private static void Configure(KestrelServerOptions kestrel, ServerOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(options.Address, options.Port);
        kestrel.Limits.MaxRequestBodySize = ServerLimits.JsonBytes;
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(options.Limits.LeastBytesPerSecond, options.Limits.BodyGrace);
        kestrel.Limits.MaxConcurrentConnections = 1000;
    }
}
