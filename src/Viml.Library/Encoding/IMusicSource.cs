using Viml.Library.Catalog;

namespace Viml.Library.Encoding;

/// <summary>What a music file says before its sound is decoded.</summary>
/// <param name="Labels">Title and so on.</param>
/// <param name="Duration">Seconds as the file states them, 0 where it does not; the sound decides in the end.</param>
internal sealed record MusicFileInfo(TrackLabels Labels, double Duration);

/// <summary>Where the sound of music files comes from.</summary>
internal interface IMusicSource
{
    /// <summary>Mono samples in windows of <paramref name="windowSamples"/>; the last may be shorter. A window is valid until the next is asked for.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="windowSamples">Samples per window.</param>
    /// <param name="describe">Told once, before the first window, what the file says about itself.</param>
    /// <param name="warn">Told at most once, after the last window, what is wrong with sound that could be decoded in part.</param>
    /// <param name="cancellation">Ends decoding.</param>
    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, Action<MusicFileInfo> describe, Action<string> warn, CancellationToken cancellation);
}
