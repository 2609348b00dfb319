using System.Diagnostics;

namespace Viml.Library.Indexing;

/// <summary>Keeps the counts of a run and reports its progress.</summary>
internal sealed class IndexMeter(IProgress<IndexProgress>? progress)
{
    private readonly Stopwatch _run = Stopwatch.StartNew();
    private readonly Stopwatch _phase = Stopwatch.StartNew();
    private long _bytesToRead;
    private long _bytesRead;
    private double _finishedSeconds;

    public IndexCounts Counts { get; private set; } = new(0, 0, 0, 0, 0);

    public TimeSpan Elapsed => _run.Elapsed;

    /// <summary>Seconds of sound encoded.</summary>
    public double AudioSeconds => _finishedSeconds;

    public void Scanning() => Report(IndexPhase.Scanning, 0, 0, null, 0, null);

    public void Reembedding(int done, int total)
    {
        if (done == 0)
            _phase.Restart();
        Report(IndexPhase.Reembedding, done, total, null, 0, Left((double)done / Math.Max(1, total)));
    }

    public void StartEncoding(int found, IndexPlan plan)
    {
        Counts = new IndexCounts(found, 0, plan.Unchanged, plan.Skipped.Count, 0);
        _bytesToRead = plan.ToRead.Sum(file => file.Size);
        _phase.Restart();
        ReportEncoding(null, 0, 0);
    }

    /// <summary>A part of a file has been encoded.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="seconds">Seconds of it encoded so far.</param>
    /// <param name="stated">Seconds it should have, 0 where unknown.</param>
    public void Encoded(string path, long bytes, double seconds, double stated) =>
        ReportEncoding(path, stated > 0 ? Math.Min(1, seconds / stated) * bytes : 0, seconds);

    /// <summary>The outcome of a file is decided.</summary>
    public void Finish(long bytes, double seconds, Func<IndexCounts, IndexCounts> count)
    {
        Counts = count(Counts);
        _bytesRead += bytes;
        _finishedSeconds += seconds;
        ReportEncoding(null, 0, 0);
    }

    public void Finished() => Report(IndexPhase.Finished, Counts.Done, Counts.Found, null, 0, TimeSpan.Zero);

    private void ReportEncoding(string? path, double bytesOfFile, double secondsOfFile) =>
        Report(IndexPhase.Encoding, Counts.Done, Counts.Found, path, secondsOfFile,
            Left(_bytesToRead == 0 ? 1 : (_bytesRead + bytesOfFile) / _bytesToRead));

    private TimeSpan? Left(double share) => share > 0 ? _phase.Elapsed * ((1 - Math.Min(share, 1)) / share) : null;

    private void Report(IndexPhase phase, int done, int total, string? path, double secondsOfFile, TimeSpan? left) =>
        progress?.Report(new IndexProgress(phase, done, total, Counts, path, _finishedSeconds + secondsOfFile, _phase.Elapsed, left));
}
