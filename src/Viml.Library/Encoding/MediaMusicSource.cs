using Viml.Media.Audio;

namespace Viml.Library.Encoding;

/// <summary>Music files as ffmpeg reads them: one run for the sound and the labels.</summary>
/// <param name="start">Where to start, in seconds.</param>
/// <param name="length">How much to read, in seconds; null reads to the end.</param>
internal sealed class MediaMusicSource(double start = 0, double? length = null) : IMusicSource
{
    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, Action<MusicFileInfo> describe, Action<string> warn, CancellationToken cancellation)
    {
        var options = new AudioReadOptions
        {
            StartSeconds = start,
            LengthSeconds = length,
            Described = file =>
                describe(new MusicFileInfo(new TrackLabels(file.Title, file.Artist, file.Album, file.Genre), file.DurationSeconds)),
            Warning = warn,
        };
        foreach (var window in AudioReader.ReadWindows(path, sampleRate, windowSamples, options, cancellation))
            yield return window.Samples[..window.Count];
    }
}
