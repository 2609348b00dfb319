using Viml.Library.Catalog;
using Viml.Media;
using Viml.Media.Audio;

namespace Viml.Library.Encoding;

/// <summary>Music files as ffmpeg reads them.</summary>
internal sealed class MediaMusicSource : IMusicSource
{
    public MusicFileInfo Describe(string path, CancellationToken cancellation)
    {
        var info = MediaProbe.Read(path, cancellation);
        return new MusicFileInfo(new TrackLabels(info.Title, info.Artist, info.Album, info.Genre), info.DurationSeconds);
    }

    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, double expectedSeconds, Action<string> warn, CancellationToken cancellation)
    {
        var options = new AudioReadOptions { ExpectedSeconds = expectedSeconds > 0 ? expectedSeconds : null, Warning = warn };
        foreach (var window in AudioReader.ReadWindows(path, sampleRate, windowSamples, options, cancellation))
            yield return window.Samples[..window.Count];
    }
}
