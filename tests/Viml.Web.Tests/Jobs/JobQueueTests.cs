using Viml.Web.Hosting;
using Viml.Web.Jobs;

namespace Viml.Web.Tests.Jobs;

public sealed class JobQueueTests
{
    [Fact]
    public async Task A_full_queue_refuses_and_a_cancelled_job_never_begins()
    {
        await using var jobs = new JobQueue(most: 2, _ => { });
        using var release = new ManualResetEventSlim();
        using var began = new ManualResetEventSlim();
        var ran = new List<int>();
        jobs.Add(JobKind.Video, (_, _) =>
        {
            began.Set();
            release.Wait();
            return null;
        });
        began.Wait();
        var waiting = Enumerable.Range(0, 2).Select(i => jobs.Add(JobKind.Video, (_, _) =>
        {
            ran.Add(i);
            return null;
        }).Id).ToList();
        var refused = Assert.Throws<ApiException>(() => jobs.Add(JobKind.Video, (_, _) => null));
        Assert.Equal((429, "queue-full"), (refused.Problem.Status, refused.Problem.Code));
        Assert.Equal(3, jobs.Open);
        var other = jobs.Add(JobKind.Index, (_, _) => null); // another kind has a queue of its own
        await Over(jobs, other.Id);

        jobs.Get(waiting[0]).Cancel();
        Assert.Equal(JobState.Cancelled, jobs.Get(waiting[0]).Status.State);
        release.Set();
        await Over(jobs, waiting[1]);
        Assert.Equal([1], ran);
    }

    [Fact]
    public async Task A_running_job_stops_when_it_is_cancelled()
    {
        await using var jobs = new JobQueue(1, _ => { });
        using var began = new ManualResetEventSlim();
        var job = jobs.Add(JobKind.Index, (_, cancellation) =>
        {
            began.Set();
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
            return null;
        });
        began.Wait();
        jobs.Get(job.Id).Cancel();
        Assert.Equal(JobState.Cancelled, (await Over(jobs, job.Id)).State);
    }

    [Fact]
    public async Task A_fault_that_nobody_expected_is_logged_and_the_next_job_runs()
    {
        var log = new List<string>();
        await using var jobs = new JobQueue(4, log.Add);
        var bad = jobs.Add(JobKind.Index, (_, _) => throw new InvalidOperationException("secret"));
        var good = jobs.Add(JobKind.Index, (_, _) => new IndexResult(1, 1, 1, 0, 0, 0, []));
        Assert.Equal("internal", (await Over(jobs, bad.Id)).Error!.Code);
        Assert.DoesNotContain("secret", (await Over(jobs, bad.Id)).Error!.Detail, StringComparison.Ordinal);
        Assert.Equal((JobState.Done, 1), ((await Over(jobs, good.Id)).State, (await Over(jobs, good.Id)).Result!.Tracks));
        Assert.Contains("secret", Assert.Single(log), StringComparison.Ordinal);
    }

    private static async Task<JobStatus> Over(JobQueue jobs, string id)
    {
        while (true)
        {
            var (status, changed) = jobs.Get(id).Watch();
            if (status.IsOver) return status;
            await changed;
        }
    }
}
