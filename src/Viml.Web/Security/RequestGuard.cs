using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Viml.Web.Hosting;

namespace Viml.Web.Security;

/// <summary>What every request must pass before anything is done for it.</summary>
internal static class RequestGuard
{
    // What a form of another site can send without the browser asking this server first (https://fetch.spec.whatwg.org).
    private static readonly string[] FormTypes = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
    private static readonly string[] OpenPaths = ["/api/v1/session", "/health/live", "/health/ready"];
    private static readonly string[] KeyedPaths = ["/api", "/metrics", "/openapi.json"];

    public static void UseGuard(this WebApplication app, HostNames hosts, ApiKeys keys) => app.Use(async (context, next) =>
    {
        if (Refusal(context.Request, hosts, keys) is not { } problem)
        {
            await next(context);
            return;
        }
        if (problem.Status == 401) context.Response.Headers.WWWAuthenticate = "Bearer";
        await ProblemResponses.WriteAsync(context, problem);
    });

    private static Problem? Refusal(HttpRequest request, HostNames hosts, ApiKeys keys)
    {
        if (!hosts.Has(request.Host))
            return new(421, "unknown-host", "The server has another name",
                "Use the address that viml serve printed, or allow the name with --name.");
        if (ApiKeys.StandIn(request.Query))
            return new(400, "key-in-url", "A key does not belong into an address",
                "Addresses end in logs. Send it as Authorization: Bearer KEY.");
        if (IsFromElsewhere(request))
            return new(403, "cross-site", "The request comes from another site", "Only the page of this server, and programs, may ask it.");
        if (HttpMethods.IsPost(request.Method) && !IsSaidByOwnPage(request) && IsFormType(request.ContentType))
            return new(415, "wrong-content-type", "The content type is not one this address takes",
                "Send JSON as application/json, and files as application/octet-stream or under their own type.");
        var path = request.Path;
        return KeyedPaths.Any(start => path.StartsWithSegments(start)) && !OpenPaths.Any(open => path.Equals(open)) && !keys.Allow(request)
            ? new(401, "key-required", "A key is needed",
                "Send it as Authorization: Bearer KEY, or begin a session with POST /api/v1/session.")
            : null;
    }

    private static bool IsFromElsewhere(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin && origin != $"{request.Scheme}://{request.Host}") return true;
        // Addresses may be opened from anywhere, but nothing of the API is a page to look at.
        return request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"]
            && (request.Path.StartsWithSegments("/api") || !HttpMethods.IsGet(request.Method));
    }

    private static bool IsSaidByOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is ["same-origin"];

    private static bool IsFormType(string? type) => !MediaTypeHeaderValue.TryParse(type, out var parsed)
        || FormTypes.Contains(parsed.MediaType.Value, StringComparer.OrdinalIgnoreCase);
}
