namespace Viml.Library.Encoding;

/// <summary>What is known of a music file before its sound is decoded.</summary>
/// <param name="Labels">The labels in the file.</param>
/// <param name="Duration">Seconds as the file states them, 0 where it does not; the decoded sound decides in the end.</param>
internal sealed record MusicFileInfo(TrackLabels Labels, double Duration);

/// <summary>Where the sound of music files comes from.</summary>
internal interface IMusicSource
{
    /// <summary>
    /// Mono samples in windows of <paramref name="windowSamples"/>; the last may be shorter. A window is valid until the next is requested.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="windowSamples">Samples per window.</param>
    /// <param name="describe">Called once, before the first window.</param>
    /// <param name="warn">Called at most once, after the last window, with what is wrong with sound that could be decoded in part.</param>
    /// <param name="cancellation">Stops decoding.</param>
    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, Action<MusicFileInfo> describe, Action<string> warn,
        CancellationToken cancellation);
}
