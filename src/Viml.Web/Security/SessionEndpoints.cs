using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Web.Hosting;

namespace Viml.Web.Security;

/// <summary>The key of the server.</summary>
public sealed record SessionOrder(string Key);

/// <summary><c>/session</c>: the cookie with which a page that knows the key may also play media.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this RouteGroupBuilder api, ApiKeys keys)
    {
        var group = api.MapGroup("/session").WithTags("Session");
        group.MapPost("", NoContent (SessionOrder order, HttpContext context) =>
            {
                if (!keys.IsKey(order.Key)) throw new ApiException(401, "wrong-key", "The key is wrong",
                    "Ask who runs the server for its key.");
                context.Response.Cookies.Append(ApiKeys.Cookie, keys.Begin(), new CookieOptions
                {
                    HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/",
                });
                return TypedResults.NoContent();
            })
            .RequireRateLimiting(RateLimits.Keys).WithName("BeginSession").WithSummary("Begins a session with the key")
                .Refuses(400, 401, 429);
        group.MapDelete("", NoContent (HttpContext context) =>
            {
                keys.End(context.Request);
                context.Response.Cookies.Delete(ApiKeys.Cookie);
                return TypedResults.NoContent();
            })
            .WithName("EndSession").WithSummary("Ends the session");
    }
}
