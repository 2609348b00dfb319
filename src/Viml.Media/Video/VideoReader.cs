using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>
/// Reads the picture of a video or an image file as RGB frames of a given size and rate. The rotation of phones and cameras is applied,
/// a variable frame rate is evened out, cover art is not taken for video, a still picture stands for some seconds. Thread-safe.
/// </summary>
public static class VideoReader
{
    private const string Expected = "a video or a picture";

    /// <inheritdoc cref="ReadFrames(string, int, int, double, VideoReadOptions, CancellationToken)"/>
    public static IEnumerable<ReadOnlyMemory<byte>> ReadFrames(
        string path, int width, int height, double rate, CancellationToken cancellation = default) =>
        ReadFrames(path, width, height, rate, new VideoReadOptions(), cancellation);

    /// <summary>
    /// Streams frames: frame k is the picture that stands k / <paramref name="rate"/> seconds after the first picture. A frame is
    /// <paramref name="height"/> rows, top down, of <paramref name="width"/> pixels of three bytes (red, green, blue); the picture is
    /// stretched to that size unless <see cref="VideoReadOptions.IsCut"/>. The buffer is used again for the next frame: copy what
    /// must stay. Decoding starts with the enumeration and ends when it is left.
    /// </summary>
    /// <param name="rate">Frames per second of the result.</param>
    /// <exception cref="MediaFormatException">The file is missing, unreadable, empty, not a video, or a video without frames.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing or hangs.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> ReadFrames(
        string path, int width, int height, double rate, VideoReadOptions options, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be above 0.");
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartSeconds, nameof(options));
        if (options.LengthSeconds is { } length) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(options));
        MediaFile.RequireReadable(path, Expected);
        return Stream(path, width, height, rate, options, cancellation);
    }

    /// <summary>
    /// The picture of a video file, which <see cref="VideoReadOptions.Stream"/> takes so that the file is not examined again.
    /// </summary>
    /// <exception cref="MediaFormatException">The file is missing, unreadable, empty or not a video.</exception>
    /// <exception cref="ExternalProgramException">ffprobe is missing or hangs.</exception>
    public static VideoStream Find(string path, CancellationToken cancellation = default)
    {
        MediaFile.RequireReadable(path, Expected);
        return RequireVideo(path, MediaTools.Default, cancellation);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Stream(
        string path, int width, int height, double rate, VideoReadOptions options, CancellationToken cancellation)
    {
        var fullPath = Path.GetFullPath(path);
        var frame = new byte[checked(width * height * 3)];
        var count = 0;
        var (run, stream) = options.Stream is { } known ? (StartAt(known), known) : StartWhileLooking();
        using var owned = run;
        var times = stream.IsStill ? (int)Math.Max(1, Math.Round(rate * options.StillSeconds)) : 1;
        for (; run.ReadFully(frame) == frame.Length; count++)
            for (var time = 0; time < times; time++)
                yield return frame;

        var outcome = run.Finish().ThrowIfKilled();
        if (count == 0)
            throw new MediaFormatException(path, "a video with frames",
                outcome.Summary.Length == 0 ? "a video without any frame" : $"a video without a readable frame ({outcome.Summary})",
                "The file may be cut off or damaged: copy or export it again.");
        if (outcome is not { Succeeded: true, Errors.Length: 0 })
            options.Warning?.Invoke($"'{path}': the video is damaged ({outcome.Summary}).");

        // Nearly always the first stream of pictures is the video: decoding it begins while ffprobe looks.
        (ExternalProgram, VideoStream) StartWhileLooking()
        {
            var guess = Start("v:0");
            try
            {
                var stream = RequireVideo(path, options.Tools, cancellation);
                if (stream.IsFirst) return (guess, stream);
                guess.Dispose();
                return (StartAt(stream), stream);
            }
            catch
            {
                guess.Dispose();
                throw;
            }
        }

        ExternalProgram StartAt(VideoStream stream) => Start(stream.Index.ToString(CultureInfo.InvariantCulture));

        ExternalProgram Start(string streamName) => options.Tools.StartFfmpeg(
            Arguments(fullPath, streamName, width, height, rate, options), fullPath, feedsInput: false, cancellation);
    }

    private static VideoStream RequireVideo(string path, MediaTools tools, CancellationToken cancellation)
    {
        var info = MediaProbe.Read(path, tools, cancellation);
        if ((info.Video ?? info.Picture) is { } video) return video;
        throw info.Audio is { } audio
            ? new MediaFormatException(
                path, Expected, $"an audio file ({audio.Codec})", "Name a video, or leave the video out and search with words.")
            : new MediaFormatException(
                path, Expected, $"a file without moving pictures (format {info.Format})",
                "Name a video such as mp4, mov, mkv, webm or gif, or a picture such as jpg, png, webp or tiff.");
    }

    private static string[] Arguments(string fullPath, string stream, int width, int height, double rate, VideoReadOptions options) =>
    [
        .. MediaFile.InputLimits,
        .. MediaFile.PictureLimits,
        .. options.IsRough ? new[] { "-skip_loop_filter", "noref" } : [],
        .. options.StartSeconds > 0 ? new[] { "-ss", Number(options.StartSeconds) } : [],
        .. options.LengthSeconds is { } length ? new[] { "-t", Number(length) } : [],
        .. MediaFile.Input(fullPath), "-map", $"0:{stream}", "-an", "-sn", "-dn",
        "-vf", Filter(width, height, rate, options.IsCut), "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1",
    ];

    /// <summary>
    /// Picks the frame that stands at each time (rounding time stamps up), then scales only what was picked. The small shift forgives
    /// containers that round time stamps to milliseconds, which would double some frames and lose others.
    /// </summary>
    private static string Filter(int width, int height, double rate, bool isCut)
    {
        var shift = Math.Min(0.002, 0.2 / rate);
        var cut = isCut ? $":force_original_aspect_ratio=increase,crop={width}:{height}" : "";
        return $"settb=1/1000000,setpts=PTS-STARTPTS-{Number(shift)}/TB,fps={Number(rate)}:round=up,"
            + $"scale={width}:{height}:flags=bilinear{cut}";
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
