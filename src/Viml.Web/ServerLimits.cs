namespace Viml.Web;

/// <summary>What the server takes, so that no client can fill the disk or keep the machine busy for ever.</summary>
public sealed record ServerLimits
{
    /// <summary>The bytes of an upload at most.</summary>
    public long UploadBytes { get; init; } = 4L << 30;

    /// <summary>The seconds of a video at most.</summary>
    public double VideoSeconds { get; init; } = 2 * 3600;

    /// <summary>The pixels of a frame at most: 8192 x 4320.</summary>
    public long Pixels { get; init; } = 8192L * 4320;

    /// <summary>The bytes of all temporary files together.</summary>
    public long StoredBytes { get; init; } = 16L << 30;

    /// <summary>Jobs that wait, of each kind.</summary>
    public int QueuedJobs { get; init; } = 16;

    /// <summary>Requests of one client per second over some time.</summary>
    public int RequestsPerSecond { get; init; } = 1000;

    /// <summary>Uploads of one client per minute.</summary>
    public int UploadsPerMinute { get; init; } = 60;

    /// <summary>Wrong keys of one client per minute.</summary>
    public int KeyAttemptsPerMinute { get; init; } = 10;

    /// <summary>How long a video is kept that nobody uses.</summary>
    public TimeSpan KeepVideos { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How many bytes a second a body must come at, over ten seconds.</summary>
    public double LeastBytesPerSecond { get; init; } = 1000;

    /// <summary>How long a body may come slower than that at its start.</summary>
    public TimeSpan BodyGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The letters of a text at most.</summary>
    internal const int TextLength = 2000;

    /// <summary>The bytes of a body of JSON at most.</summary>
    internal const long JsonBytes = 1 << 20;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(UploadBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(VideoSeconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Pixels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(StoredBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(QueuedJobs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RequestsPerSecond);
    }
}
