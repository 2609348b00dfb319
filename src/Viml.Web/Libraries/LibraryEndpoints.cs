using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Web.Hosting;
using Viml.Web.Jobs;

namespace Viml.Web.Libraries;

/// <summary><c>/library</c>: what music there is, and indexing.</summary>
internal static class LibraryEndpoints
{
    public static void MapLibrary(this RouteGroupBuilder api, LibraryHost host, LibraryIndexing indexing, bool isLocal)
    {
        var group = api.MapGroup("/library").WithTags("Library");
        group.MapGet("", Ok<LibraryAnswer> (CancellationToken cancellation) =>
                TypedResults.Ok(LibraryStatus.Of(host, indexing, isLocal, cancellation)))
            .WithName("GetLibrary").WithSummary("The library: what it holds, and whether it is being indexed");
        group.MapPost("/index", Accepted<JobStatus> (IndexOrder order) =>
            {
                if (!isLocal) throw LocalOnly();
                var job = indexing.Start(order.Folders);
                return TypedResults.Accepted($"/api/v1/jobs/{job.Id}", job);
            })
            .WithName("IndexFolders").WithSummary("Indexes folders of this machine in a job").Refuses(403, 409, 422, 429);
    }

    /// <summary>What only clients on the machine of the server may do.</summary>
    public static ApiException LocalOnly() => new(
        403, "local-only", "Only for clients on this machine",
        "The server can be reached from other machines, so it takes no paths of its own. Index with: viml index FOLDER");
}
