using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Viml.Web.Hosting;

/// <summary>What the API description says about an endpoint beside its types.</summary>
internal static class EndpointNotes
{
    /// <summary>The statuses with which it may refuse a request.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ProblemAnswer>(status, Problem.ContentType);
        return endpoint;
    }
}
