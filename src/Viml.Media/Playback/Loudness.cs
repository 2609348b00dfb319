using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Playback;

/// <summary>How loud a track is as a whole.</summary>
public static class Loudness
{
    private const string Key = "lavfi.r128.I";

    /// <summary>
    /// The integrated loudness in LUFS by EBU R 128 (ITU-R BS.1770), as ffmpeg's ebur128 measures it; -70 for silence.
    /// </summary>
    /// <exception cref="MediaFormatException">The file is missing, unreadable or holds no sound.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static double Measure(string path, CancellationToken cancellation = default)
    {
        const string Expected = "an audio file";
        using var run = MediaTools.Default.StartFfmpeg(
            [
                .. MediaFile.InputLimits, .. MediaFile.Input(MediaFile.RequireReadable(path, Expected)), "-map", "0:a:0", "-vn", "-sn",
                "-dn", "-af", $"ebur128=metadata=1,ametadata=mode=print:key={Key}:file=-", "-f", "null", "-",
            ],
            path, feedsInput: false, cancellation);
        double? last = null;
        using (var lines = new StreamReader(new ProgramOutputStream(run)))
            while (lines.ReadLine() is { } line)
                if (line.StartsWith(Key + "=", StringComparison.Ordinal)
                    && double.TryParse(line.AsSpan(Key.Length + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                    last = value;
        var outcome = run.Finish().ThrowIfKilled();
        return last ?? throw new MediaFormatException(
            path, Expected, outcome.Summary.Length == 0 ? "zero seconds of sound" : $"sound that cannot be decoded ({outcome.Summary})");
    }
}
