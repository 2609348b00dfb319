using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Viml.Web.Hosting;

namespace Viml.Web.Security;

/// <summary>How much each client may ask for.</summary>
internal static class RateLimits
{
    /// <summary>The policy of uploads.</summary>
    public const string Uploads = "uploads";

    /// <summary>The policy of attempts at a key.</summary>
    public const string Keys = "keys";

    private const int BurstSeconds = 5;

    public static void Configure(RateLimiterOptions options, ServerLimits limits)
    {
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(
            ClientOf(context), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = BurstSeconds * limits.RequestsPerSecond, TokensPerPeriod = limits.RequestsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1), QueueLimit = 0,
            }));
        options.AddPolicy(Uploads, context => PerMinute(context, limits.UploadsPerMinute));
        options.AddPolicy(Keys, context => PerMinute(context, limits.KeyAttemptsPerMinute));
        options.OnRejected = async (rejected, _) => await ProblemResponses.WriteAsync(rejected.HttpContext, Problem.OfStatus(429));
    }

    private static RateLimitPartition<string> PerMinute(HttpContext context, int count) => RateLimitPartition.GetFixedWindowLimiter(
        ClientOf(context),
        _ => new FixedWindowRateLimiterOptions { PermitLimit = count, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 });

    private static string ClientOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
