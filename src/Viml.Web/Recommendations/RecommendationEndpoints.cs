using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Library.Answers;
using Viml.Web.Hosting;

namespace Viml.Web.Recommendations;

/// <summary><c>/recommendations</c> and <c>/cues</c>: the ranking of the library.</summary>
internal static class RecommendationEndpoints
{
    public static void MapRecommendations(this RouteGroupBuilder api, Recommender recommender)
    {
        var group = api.MapGroup("").WithTags("Recommendations");
        group.MapPost("/recommendations", async Task<Ok<RecommendationAnswer>> (RecommendationOrder order,
            CancellationToken cancellation) =>
                TypedResults.Ok(await recommender.RankAsync(order, cancellation)))
            .WithName("Recommend").WithSummary("Ranks the library for a video, words or both").Refuses(400, 404, 409, 422, 429);
        group.MapPost("/cues", async Task<Ok<CueAnswer>> (RecommendationOrder order, CancellationToken cancellation) =>
                TypedResults.Ok(await recommender.CueAsync(order, cancellation)))
            .WithName("RecommendByScene").WithSummary("Ranks the library for each scene of a video").Refuses(400, 404, 409, 422, 429);
    }
}
