using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Viml.Web.Hosting;

namespace Viml.Web.Jobs;

/// <summary>
/// Work that takes longer than a request. There is a bounded queue for each kind, and one job of a kind runs at a time, so that an
/// indexing of hours does not keep a video waiting. Thread-safe.
/// </summary>
internal sealed class JobQueue : IAsyncDisposable
{
    private const int MostOver = 1000; // that are remembered
    private static readonly TimeSpan KeepOver = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, JobRun> _jobs = new();
    private readonly Dictionary<JobKind, Channel<JobRun>> _lanes = [];
    private readonly List<Task> _workers = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _isOver;

    /// <param name="most">Jobs of a kind that wait.</param>
    /// <param name="log">Told of faults that nobody expected.</param>
    public JobQueue(int most, Action<string> log)
    {
        foreach (var kind in Enum.GetValues<JobKind>())
        {
            var lane = Channel.CreateBounded<JobRun>(new BoundedChannelOptions(most) { SingleReader = true });
            _lanes[kind] = lane;
            _workers.Add(Task.Factory.StartNew(() => Work(lane.Reader, log), TaskCreationOptions.LongRunning));
        }
    }

    /// <summary>Jobs that wait or run.</summary>
    public int Open => _jobs.Values.Count(job => !job.Status.IsOver);

    /// <summary>The jobs of a kind that wait or run.</summary>
    public IEnumerable<JobRun> OpenOf(JobKind kind) => _jobs.Values.Where(job => job.Kind == kind && !job.Status.IsOver);

    /// <summary>Adds a job.</summary>
    /// <exception cref="ApiException">Too many wait.</exception>
    public JobStatus Add(JobKind kind, Func<JobRun, CancellationToken, IndexResult?> work)
    {
        Forget();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var job = new JobRun(id, kind, work);
        _jobs[id] = job;
        if (_lanes[kind].Writer.TryWrite(job)) return job.Status;
        _jobs.TryRemove(id, out _);
        throw new ApiException(new Problem(
            429, "queue-full", "Too many jobs wait", "The queue of jobs is full. Wait until some are done, or cancel them.")
        {
            RetryAfter = 10,
        });
    }

    /// <exception cref="ApiException">There is none, or it was forgotten.</exception>
    public JobRun Get(string id) => _jobs.TryGetValue(id, out var job)
        ? job
        : throw new ApiException(404, "unknown-job", "There is no such job", "The job does not exist, or ended more than an hour ago.");

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) == 1) return;
        foreach (var lane in _lanes.Values) lane.Writer.TryComplete();
        await _stopping.CancelAsync();
        await Task.WhenAll(_workers);
        foreach (var job in _jobs.Values) job.Dispose();
        _stopping.Dispose();
    }

    private void Work(ChannelReader<JobRun> lane, Action<string> log)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                lane.ReadAsync(_stopping.Token).AsTask().GetAwaiter().GetResult().Run(_stopping.Token);
            }
            catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
            {
                return;
            }
            catch (Exception error)
            {
                log($"job: {error}");
            }
        }
    }

    private void Forget()
    {
        var over = _jobs.Where(job => job.Value.Ended is not null).OrderByDescending(job => job.Value.Ended).ToList();
        foreach (var (id, job) in over.Where((job, i) => i >= MostOver || DateTime.UtcNow - job.Value.Ended > KeepOver))
            _jobs.TryRemove(id, out _);
    }
}
