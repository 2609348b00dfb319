using Viml.Library.Encoding;
using Viml.Media;
using Viml.Media.Playback;
using Viml.Models;
using Viml.Web.Jobs;

namespace Viml.Web.Videos;

/// <summary>A video that the server knows: its files, and what the encoder sees in it. Thread-safe.</summary>
internal sealed class StoredVideo(string id, string name, VideoKind kind, IReadOnlyList<string> files, MediaInfo info, bool isTemporary)
{
    private const double StillSeconds = 4;

    private readonly Lock _gate = new();
    private TaskCompletionSource<EncodedVideo>? _encoded;
    private JobRun? _job;

    public string Id => id;

    public string Name => name;

    public VideoKind Kind => kind;

    /// <summary>A video, or pictures.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>What the first file holds.</summary>
    public MediaInfo Info => info;

    /// <summary>Whether the server made the files and deletes them.</summary>
    public bool IsTemporary => isTemporary;

    public double Seconds => kind == VideoKind.Video ? info.DurationSeconds : StillSeconds * files.Count;

    /// <summary>When it was last asked for.</summary>
    public DateTime LastUsed { get; set; } = DateTime.UtcNow;

    /// <summary>When scenes begin; null until that is known.</summary>
    public IReadOnlyList<double>? Cuts { get; private set; }

    /// <summary>When scenes begin; waits until that is known. The video is being encoded.</summary>
    public async Task<IReadOnlyList<double>> CutsAsync(CancellationToken cancellation)
    {
        while (true)
        {
            JobRun? job;
            lock (_gate) job = _job;
            var (status, changed) = job!.Watch();
            if (Cuts is { } cuts) return cuts;
            if (status.IsOver) return [];
            await changed.WaitAsync(cancellation);
        }
    }

    /// <summary>The stretches between the cuts, and what is seen in them; null until somebody asked.</summary>
    public IReadOnlyList<SceneAnswer>? Scenes { get; set; }

    /// <summary>The file that is shown at a time, and where in it.</summary>
    public (string File, double Seconds) FrameAt(double seconds) =>
        kind == VideoKind.Video ? (files[0], seconds) : (files[(int)Math.Clamp(seconds / StillSeconds, 0, files.Count - 1)], 0);

    /// <summary>The last job; null before the first.</summary>
    public JobStatus? Job
    {
        get
        {
            lock (_gate) return _job?.Status;
        }
    }

    /// <summary>What the encoder gives, once it is known. Begins encoding where nobody has, or where it was cancelled.</summary>
    public Task<EncodedVideo> Encode(JobQueue jobs, Func<IVideoEncoder> encoder)
    {
        lock (_gate)
        {
            if (_encoded is { Task.IsCanceled: false } known) return known.Task;
            var encoded = _encoded = new(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                _job = jobs.Get(jobs.Add(JobKind.Video, (job, cancellation) =>
                {
                    Look(job, encoder(), encoded, cancellation);
                    return null;
                }).Id);
                _ = Forward(_job, encoded);
            }
            catch
            {
                _encoded = null;
                throw;
            }
            return encoded.Task;
        }
    }

    private void Look(JobRun job, IVideoEncoder encoder, TaskCompletionSource<EncodedVideo> encoded, CancellationToken cancellation)
    {
        try
        {
            job.Report(null, null, "Looking at the video");
            var seen = new VideoFileEncoder(encoder)
            {
                Progress = seconds => job.Report(Seconds > 0 ? Math.Min(1, seconds / Seconds) : null),
            }.Encode(files, cancellation);
            // Requests may go on; where scenes begin is needed later.
            encoded.TrySetResult(seen);
            Cuts = kind == VideoKind.Video
                ? [.. SceneCuts.Find(files[0], cancellation).Where(cut => cut < seen.Duration)]
                : [.. Enumerable.Range(1, files.Count - 1).Select(i => i * StillSeconds)];
        }
        catch (OperationCanceledException)
        {
            encoded.TrySetCanceled(CancellationToken.None);
            throw;
        }
        catch (Exception error)
        {
            encoded.TrySetException(error);
            throw;
        }
    }

    /// <summary>A job that is cancelled before it begins never comes to say so itself.</summary>
    private static async Task Forward(JobRun job, TaskCompletionSource<EncodedVideo> encoded)
    {
        for (var (status, changed) = job.Watch(); ; (status, changed) = job.Watch())
        {
            if (status.State == JobState.Cancelled) encoded.TrySetCanceled();
            if (status.IsOver) return;
            await changed;
        }
    }
}
