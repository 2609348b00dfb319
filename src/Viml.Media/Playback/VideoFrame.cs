using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Playback;

/// <summary>One frame of a video as a picture for the screen.</summary>
public static class VideoFrame
{
    /// <summary>The frame shown at a time as JPEG.</summary>
    /// <param name="path">A video or a picture.</param>
    /// <param name="seconds">From the start; behind the end the last frame.</param>
    /// <param name="width">Pixels; the height follows.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="MediaFormatException">The file is missing, unreadable, or has no frame there.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static byte[] ReadJpeg(string path, double seconds, int width, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        using var playable = Video.AnimatedWebP.Playable(path, MediaTools.Default, cancellation);
        var fullPath = MediaFile.RequireReadable(playable.Path, "a video or a picture");
        var isStill = seconds == 0 || MediaProbe.Read(playable.Path, cancellation).Picture is not null;
        string[] place = isStill ? [] : ["-ss", seconds.ToString("0.###", CultureInfo.InvariantCulture)];
        var jpeg = Read(place);
        if (jpeg.Length == 0 && !isStill) jpeg = Read(["-sseof", "-1"]);
        return jpeg.Length > 0 ? jpeg : throw new MediaFormatException(path, "a video with frames", "none that can be read");

        byte[] Read(string[] from)
        {
            using var run = MediaTools.Default.StartFfmpeg(
                [
                    .. MediaFile.InputLimits, .. MediaFile.PictureLimits, .. from, .. MediaFile.Input(fullPath), "-map", "0:v:0",
                    "-frames:v", "1", "-vf", $"scale={width.ToString(CultureInfo.InvariantCulture)}:-2", "-c:v", "mjpeg", "-q:v", "4",
                    "-f", "mjpeg", "pipe:1",
                ],
                path, feedsInput: false, cancellation);
            using var result = new MemoryStream();
            new ProgramOutputStream(run).CopyTo(result);
            run.Finish().ThrowIfKilled();
            return result.ToArray();
        }
    }
}
