using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Playback;

/// <summary>Where a video cuts from one scene to the next.</summary>
public static class SceneCuts
{
    private const double Threshold = 0.2; // F1 1.00 on 60 shots of moving photographs; 0.97 at 0.3, 0.96 at 0.15
    private const double ShortestScene = 0.5; // seconds: flashes and lightning do not count

    /// <summary>
    /// The times in seconds at which a new scene begins, in order; without the start of the video. ffmpeg compares each frame with the one
    /// before.
    /// </summary>
    /// <exception cref="MediaFormatException">The file is missing or unreadable.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static IReadOnlyList<double> Find(string path, CancellationToken cancellation = default)
    {
        using var playable = Video.AnimatedWebP.Playable(path, MediaTools.Default, cancellation);
        var fullPath = MediaFile.RequireReadable(playable.Path, "a video");
        using var run = MediaTools.Default.StartFfmpeg(
            [
                .. MediaFile.InputLimits, .. MediaFile.PictureLimits, "-skip_loop_filter", "noref", .. MediaFile.Input(fullPath),
                "-map", "0:v:0", "-an", "-sn", "-dn", "-vf",
                string.Create(CultureInfo.InvariantCulture,
                    $"scale=160:90:flags=fast_bilinear,setpts=PTS-STARTPTS,select='gt(scene,{Threshold})',metadata=print:file=-"),
                "-f", "null", "-",
            ],
            path, feedsInput: false, cancellation);
        var cuts = new List<double>();
        using (var lines = new StreamReader(new ProgramOutputStream(run)))
            while (lines.ReadLine() is { } line)
                if (TimeOf(line) is { } time && time >= (cuts.Count == 0 ? 0 : cuts[^1]) + ShortestScene)
                    cuts.Add(time);
        run.Finish().ThrowIfKilled();
        return cuts;
    }

    // "frame:0    pts:61440   pts_time:4.8"
    private static double? TimeOf(string line)
    {
        const string Marker = "pts_time:";
        var at = line.IndexOf(Marker, StringComparison.Ordinal);
        return at >= 0 && double.TryParse(
            line.AsSpan(at + Marker.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
