using Viml.Media.Ffmpeg;
using Viml.Media.Video;

namespace Viml.Media;

/// <summary>Reads what a media file holds, without decoding it. Thread-safe.</summary>
public static class MediaProbe
{
    private const string Expected = "an audio or video file";
    private const int MaximumOutput = 16 << 20;

    /// <inheritdoc cref="Read(string, MediaTools, CancellationToken)"/>
    public static MediaInfo Read(string path, CancellationToken cancellation = default) => Read(path, MediaTools.Default, cancellation);

    /// <summary>Asks ffprobe for the streams, the duration and the tags of a file.</summary>
    /// <exception cref="MediaFormatException">The file is missing, unreadable, empty, or nothing ffprobe knows.</exception>
    /// <exception cref="ExternalProgramException">ffprobe is missing or hangs.</exception>
    public static MediaInfo Read(string path, MediaTools tools, CancellationToken cancellation = default)
    {
        var fullPath = MediaFile.RequireReadable(path, Expected);
        if (AnimatedWebP.Read(fullPath) is { } animation)
            return animation.Info;
        using var run = tools.StartFfprobe(
            [
                .. MediaFile.InputLimits, .. MediaFile.PictureLimits, "-show_format", "-show_streams", "-of", "json",
                .. MediaFile.Input(fullPath),
            ],
            fullPath,
            cancellation);
        var json = ReadOutput(run, path);
        var outcome = run.Finish().ThrowIfKilled();
        if (!outcome.Succeeded)
            throw Unreadable(path, outcome);

        var info = ProbeParser.Parse(json, path);
        if (info.Picture is { Width: 0 } or { Height: 0 })
            throw new MediaFormatException(
                path, $"a picture of at most {MediaFile.MaximumMegapixels} megapixels in a format that ffmpeg decodes",
                $"one that it cannot decode ({Reason(outcome)})", "Scale it down, or save it as jpg or png; an animation as gif or mp4.");
        if (info is { Audio: null, Video: null, Picture: null } && ForeignContent.NameOf(path) is { } other)
            throw new MediaFormatException(path, Expected, other, "Download the media file itself.");
        return info.DurationSeconds > 0 || (info.Audio is null && info.Video is null)
            ? info
            : info with { DurationSeconds = LastPacketEnd(fullPath, tools, cancellation) };
    }

    /// <summary>
    /// The end of the last packet in seconds: the length of a recording whose header was never completed (browsers write such files).
    /// </summary>
    private static double LastPacketEnd(string fullPath, MediaTools tools, CancellationToken cancellation)
    {
        using var run = tools.StartFfprobe(
            [.. MediaFile.InputLimits, "-show_entries", "packet=pts_time,duration_time", "-of", "csv=p=0", .. MediaFile.Input(fullPath)],
            fullPath, cancellation);
        using var lines = new StreamReader(new ProgramOutputStream(run));
        var end = 0.0;
        while (lines.ReadLine() is { } line)
            end = Math.Max(end, ProbeParser.PacketEnd(line));
        run.Finish();
        return end;
    }

    private static MediaFormatException Unreadable(string path, ProgramOutcome outcome)
    {
        if (ErrorText.RefusedContainer(outcome.Errors) is { } container)
        {
            ProbeParser.RefusePlaylist(container, path);
            return new MediaFormatException(path, Expected, $"data of a kind that viml does not open ({container})");
        }
        return ForeignContent.NameOf(path) is { } other
            ? new MediaFormatException(path, Expected, other, "Download the media file itself.")
            : new MediaFormatException(path, Expected, $"data that ffmpeg cannot read ({Reason(outcome)})",
                "The file may be cut off, still being written, or something else under a media name.");
    }

    private static string Reason(ProgramOutcome outcome) =>
        outcome.Summary.Length == 0 ? $"ffprobe exit code {outcome.ExitCode}" : outcome.Summary;

    private static byte[] ReadOutput(ExternalProgram run, string path)
    {
        using var output = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int count; (count = run.Read(buffer)) > 0;)
        {
            output.Write(buffer, 0, count);
            if (output.Length > MaximumOutput)
                throw new MediaFormatException(path, Expected, $"a file whose description alone is above {MaximumOutput >> 20} MB");
        }
        return output.ToArray();
    }
}
