using System.Globalization;
using Viml.Library.Encoding;
using Viml.Media;

namespace Viml.Library.Tests.Fakes;

/// <summary>
/// Music files that are text: each line "LEVEL SECONDS" is a stretch of constant level. Other contents: "broken" cannot be decoded,
/// "silent" has no sound, "stuck" fails for a reason outside the file; a line "artist NAME" names one.
/// </summary>
internal sealed class FakeMusic : IMusicSource
{
    private const string Artist = "artist ";

    private int _described;

    public int Described => _described;

    public Action<string>? OnDescribe { get; init; }

    public Action? OnWindow { get; init; }

    public IEnumerable<ReadOnlyMemory<float>> ReadWindows(
        string path, int sampleRate, int windowSamples, Action<MusicFileInfo> describe, Action<string> warn, CancellationToken cancellation)
    {
        describe(Describe(path));
        var window = new float[windowSamples];
        var filled = 0;
        foreach (var line in File.ReadLines(path))
        {
            if (line == "silent")
                yield break;
            if (line.StartsWith(Artist, StringComparison.Ordinal))
                continue;
            if (line == "cut off")
            {
                warn("the sound ends early");
                continue;
            }
            var parts = line.Split(' ');
            var level = float.Parse(parts[0], CultureInfo.InvariantCulture);
            var samples = (int)Math.Round(double.Parse(parts[1], CultureInfo.InvariantCulture) * sampleRate);
            for (var i = 0; i < samples; i++)
            {
                window[filled++] = level;
                if (filled < windowSamples)
                    continue;
                cancellation.ThrowIfCancellationRequested();
                OnWindow?.Invoke();
                yield return window;
                filled = 0;
            }
        }
        if (filled > 0)
            yield return window.AsMemory(0, filled);
    }

    private MusicFileInfo Describe(string path)
    {
        Interlocked.Increment(ref _described);
        OnDescribe?.Invoke(path);
        var text = File.ReadAllText(path);
        if (text.StartsWith("broken", StringComparison.Ordinal))
            throw new MediaFormatException(path, "music", "rubbish");
        if (text == "stuck")
            throw new IOException("the drive does not answer");
        var artist = text.Split('\n').FirstOrDefault(line => line.StartsWith(Artist, StringComparison.Ordinal))?[Artist.Length..];
        return new MusicFileInfo(new TrackLabels($"Title of {Path.GetFileName(path)}", artist ?? "Somebody", null, null), 0);
    }
}
