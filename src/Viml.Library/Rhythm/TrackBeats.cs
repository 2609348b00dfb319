using Viml.Library.Encoding;
using Viml.Models.Rhythm;

namespace Viml.Library.Rhythm;

/// <summary>Finds the beats of music files. Thread-safe.</summary>
public static class TrackBeats
{
    private const int WindowSeconds = 10;

    /// <summary>The beats of a file; null where nothing repeats in it, or it is too short to tell.</summary>
    /// <exception cref="Media.MediaFormatException">The file is missing, is not music, or has no sound.</exception>
    /// <exception cref="Media.ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public static BeatGrid? Of(string path, CancellationToken cancellation = default) => Of(new MediaMusicSource(), path, cancellation);

    internal static BeatGrid? Of(IMusicSource source, string path, CancellationToken cancellation)
    {
        var tracker = new BeatTracker();
        var windows = source.ReadWindows(
            path, BeatTracker.SampleRate, WindowSeconds * BeatTracker.SampleRate, static _ => { }, static _ => { }, cancellation);
        foreach (var window in windows)
            tracker.Add(window.Span);
        return tracker.Finish();
    }
}
