using Viml.Web.Hosting;

namespace Viml.Web.Jobs;

/// <summary>A job in the server: its state, and those who wait for a change. Thread-safe.</summary>
internal sealed class JobRun(string id, JobKind kind, Func<JobRun, CancellationToken, IndexResult?> work) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancellation = new();
    private JobStatus _status = new(id, kind, JobState.Queued, null, null, null, null, null);
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JobKind Kind => kind;

    /// <summary>When it was over.</summary>
    public DateTime? Ended { get; private set; }

    public JobStatus Status
    {
        get
        {
            lock (_gate) return _status;
        }
    }

    /// <summary>The state, and a task that ends with the next change of it.</summary>
    public (JobStatus Status, Task Changed) Watch()
    {
        lock (_gate) return (_status, _changed.Task);
    }

    /// <summary>Says how far the work is.</summary>
    public void Report(double? progress, double? secondsLeft = null, string? message = null) =>
        Change(status => status with { Progress = progress, SecondsLeft = secondsLeft, Message = message });

    /// <summary>Stops the work, or keeps it from being begun.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (_status.IsOver) return;
            if (_status.State == JobState.Queued) End(_status with { State = JobState.Cancelled });
        }
        _cancellation.Cancel();
    }

    /// <summary>Does the work, unless it was cancelled.</summary>
    public void Run(CancellationToken stopping)
    {
        lock (_gate)
        {
            if (_status.State != JobState.Queued) return;
            Set(_status with { State = JobState.Running });
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(_cancellation.Token, stopping);
        try
        {
            var result = work(this, stop.Token);
            Change(status => status with { State = JobState.Done, Progress = 1, SecondsLeft = null, Message = null, Result = result });
        }
        catch (Exception error)
        {
            var (isCancelled, problem) = (stop.IsCancellationRequested, Problem.Of(error));
            Change(status => status with
            {
                State = isCancelled ? JobState.Cancelled : JobState.Failed, SecondsLeft = null, Message = null,
                Error = isCancelled ? null : ProblemResponses.AnswerOf(problem ?? Problem.Internal($"job {id}")),
            });
            if (!isCancelled && problem is null) throw;
        }
    }

    public void Dispose() => _cancellation.Dispose();

    private void Change(Func<JobStatus, JobStatus> change)
    {
        lock (_gate)
            if (!_status.IsOver)
                End(change(_status));
    }

    private void End(JobStatus status)
    {
        if (status.IsOver) Ended = DateTime.UtcNow;
        Set(status);
    }

    private void Set(JobStatus status)
    {
        _status = status;
        var changed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }
}
