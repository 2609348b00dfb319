using Viml.Media.Audio;

namespace Viml.Library.Encoding;

/// <summary>Music files as ffmpeg reads them: one run for the sound and the labels.</summary>
internal sealed class MediaMusicSource : IMusicSource
{
    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, Action<MusicFileInfo> describe, Action<string> warn, CancellationToken cancellation)
    {
        var options = new AudioReadOptions
        {
            Described = file =>
                describe(new MusicFileInfo(new TrackLabels(file.Title, file.Artist, file.Album, file.Genre), file.DurationSeconds)),
            Warning = warn,
        };
        foreach (var window in AudioReader.ReadWindows(path, sampleRate, windowSamples, options, cancellation))
            yield return window.Samples[..window.Count];
    }
}
