using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Viml.Web.Hosting;

namespace Viml.Web.Jobs;

/// <summary><c>/jobs</c>: work that takes longer than a request.</summary>
internal static class JobEndpoints
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15); // then the state is said again, so that nobody hangs up

    public static void MapJobs(this RouteGroupBuilder api, JobQueue jobs)
    {
        var group = api.MapGroup("/jobs").WithTags("Jobs");
        group.MapGet("/{id}", Ok<JobStatus> (string id) => TypedResults.Ok(jobs.Get(id).Status))
            .WithName("GetJob").WithSummary("The state of a job").Refuses(404);
        group.MapGet("/{id}/events", (string id, CancellationToken cancellation) =>
                TypedResults.ServerSentEvents(Events(jobs.Get(id), cancellation), eventType: "job"))
            .WithName("WatchJob").WithSummary("The state of a job at every change, as server-sent events, until it is over").Refuses(404);
        group.MapDelete("/{id}", NoContent (string id) =>
            {
                jobs.Get(id).Cancel();
                return TypedResults.NoContent();
            })
            .WithName("CancelJob").WithSummary("Cancels a job").Refuses(404);
    }

    private static async IAsyncEnumerable<JobStatus> Events(JobRun job, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var (status, changed) = job.Watch();
            yield return status;
            if (status.IsOver) yield break;
            await Task.WhenAny(changed, Task.Delay(LongestPause, cancellation));
            await Task.Delay(LeastPause, cancellation);
        }
    }
}
