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
        ArgumentNullException.ThrowIfNull(options);
        var format = new FrameFormat(width, height, rate);
        Check(path, [format], options);
        return Stream(path, format, options, cancellation);
    }

    /// <summary>
    /// As <see cref="ReadFrames(string, int, int, double, VideoReadOptions, CancellationToken)"/>, in several formats from one decoding.
    /// The results must be enumerated at the same time, each on a thread of its own: the faster reader waits for the slower. A result that
    /// will not be enumerated must be disposed.
    /// </summary>
    /// <inheritdoc cref="ReadFrames(string, int, int, double, VideoReadOptions, CancellationToken)" path="/exception"/>
    public static IReadOnlyList<SharedFrames> ReadTogether(
        string path, IReadOnlyList<FrameFormat> formats, VideoReadOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(formats.Count, nameof(formats));
        Check(path, formats, options);
        return new SharedDecoding(formats, Decode, cancellation).Readers;

        void Decode(Action<int, ReadOnlySpan<byte>> receive, CancellationToken stop)
        {
            var stream = options.Stream ?? RequireVideo(path, options.Tools, stop);
            using var playable = AnimatedWebP.Playable(path, options.Tools, stop);
            var fullPath = playable.Path;
            using var run = options.Tools.StartFfmpeg(
                MovieArguments(fullPath, IndexOf(stream), formats, options), fullPath, feedsInput: false, stop);
            Receive(path, run, receive, options);
        }
    }

    /// <summary>
    /// As <see cref="ReadTogether"/> without looking at the file first, which takes as long as decoding some seconds: decoding begins at
    /// once, and ends where all results are disposed.
    /// </summary>
    /// <param name="formats">A width and a height of 0 stand for those of the video, which the results have then.</param>
    /// <returns>Null where the file has several pictures to choose from, a still, or none: see <see cref="Find"/>.</returns>
    /// <inheritdoc cref="ReadFrames(string, int, int, double, VideoReadOptions, CancellationToken)" path="/exception"/>
    public static IReadOnlyList<SharedFrames>? ReadAtOnce(
        string path, IReadOnlyList<FrameFormat> formats, VideoReadOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(formats);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(formats.Count, nameof(formats));
        var fullPath = Check(path, formats, options, smallest: 0);
        if (MediaFile.HasNameOfPicture(fullPath)) return null;
        var report = new InputReport();
        var run = options.Tools.StartFfmpeg(
            MovieArguments(fullPath, "0:v:0", formats, options), fullPath, report, cancellation);
        SharedDecoding? decoding = null;
        try
        {
            run.WaitFor(report);
            if (!report.IsPlainVideo || FragmentedMovie.ReadSizes(run) is not { } sizes) return null;
            decoding = new SharedDecoding(
                [.. formats.Zip(sizes, (format, size) => format with { Width = size.Width, Height = size.Height })], Decode, cancellation);
            decoding.Start();
            return decoding.Readers;
        }
        finally
        {
            if (decoding is null) run.Dispose();
        }

        void Decode(Action<int, ReadOnlySpan<byte>> receive, CancellationToken stop)
        {
            using (run)
            using (stop.Register(run.Kill))
                Receive(path, run, receive, options);
        }
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

    /// <summary>Checks the arguments and returns the full path.</summary>
    private static string Check(string path, IReadOnlyList<FrameFormat> formats, VideoReadOptions options, int smallest = 1)
    {
        foreach (var (width, height, rate) in formats)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(width, smallest);
            ArgumentOutOfRangeException.ThrowIfLessThan(height, smallest);
            if (!(rate > 0 && double.IsFinite(rate)))
                throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be above 0.");
        }
        ArgumentOutOfRangeException.ThrowIfNegative(options.StartSeconds, nameof(options));
        if (options.LengthSeconds is { } length) ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length, nameof(options));
        return MediaFile.RequireReadable(path, Expected);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Stream(
        string path, FrameFormat format, VideoReadOptions options, CancellationToken cancellation)
    {
        using var playable = AnimatedWebP.Playable(path, options.Tools, cancellation);
        var fullPath = playable.Path;
        var frame = new byte[checked(format.Width * format.Height * 3)];
        var count = 0;
        var stream = options.Stream ?? RequireVideo(path, options.Tools, cancellation);
        using var run = options.Tools.StartFfmpeg(
            [.. Arguments(fullPath, IndexOf(stream), [format], options), "-f", "rawvideo", "pipe:1"], fullPath, feedsInput: false,
            cancellation);
        var times = stream.IsStill ? (int)Math.Max(1, Math.Round(format.Rate * options.StillSeconds)) : 1;
        for (; run.ReadFully(frame) == frame.Length; count++)
            for (var time = 0; time < times; time++)
                yield return frame;

        Finish(path, run, count, options);
    }

    /// <summary>Hands over the frames of a movie.</summary>
    private static void Receive(string path, ExternalProgram run, Action<int, ReadOnlySpan<byte>> receive, VideoReadOptions options)
    {
        var count = 0;
        FragmentedMovie.Read(run, (track, frame) =>
        {
            count++;
            receive(track, frame);
        });
        Finish(path, run, count, options);
    }

    private static void Finish(string path, ExternalProgram run, int count, VideoReadOptions options)
    {
        var outcome = run.Finish().ThrowIfKilled();
        if (count == 0)
            throw new MediaFormatException(path, "a video with frames",
                outcome.Summary.Length == 0 ? "a video without any frame" : $"a video without a readable frame ({outcome.Summary})",
                "The file may be cut off or damaged: copy or export it again.");
        if (outcome is not { Succeeded: true, Errors.Length: 0 })
            options.Warning?.Invoke($"'{path}': the video is damaged ({outcome.Summary}).");
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

    private static string IndexOf(VideoStream stream) => $"0:{stream.Index.ToString(CultureInfo.InvariantCulture)}";

    private static string[] MovieArguments(
        string fullPath, string stream, IReadOnlyList<FrameFormat> formats, VideoReadOptions options) =>
        [.. Arguments(fullPath, stream, formats, options), .. FragmentedMovie.Arguments, "pipe:1"];

    /// <summary>The arguments up to the container.</summary>
    private static string[] Arguments(string fullPath, string stream, IReadOnlyList<FrameFormat> formats, VideoReadOptions options) =>
    [
        .. MediaFile.InputLimits,
        .. MediaFile.PictureLimits,
        .. options.IsRough ? new[] { "-skip_loop_filter", "noref" } : [],
        .. options.StartSeconds > 0 ? new[] { "-ss", Number(options.StartSeconds) } : [],
        .. options.LengthSeconds is { } length ? new[] { "-t", Number(length) } : [],
        .. MediaFile.Input(fullPath),
        "-filter_complex", Filters(stream, formats, options.IsCut),
        .. formats.SelectMany((_, index) => new[] { "-map", $"[out{index}]" }),
        "-an", "-sn", "-dn", "-c:v", "rawvideo", "-pix_fmt", "rgb24",
    ];

    /// <summary>
    /// Picks the frame that stands at each time (rounding time stamps up), then scales only what was picked. The small shift forgives
    /// containers that round time stamps to milliseconds, which would double some frames and lose others.
    /// </summary>
    private static string Filters(string stream, IReadOnlyList<FrameFormat> formats, bool isCut)
    {
        var copies = string.Concat(formats.Select((_, index) => $"[in{index}]"));
        return string.Join(';', formats.Select(Filter).Prepend($"[{stream}]split={formats.Count}{copies}"));

        string Filter(FrameFormat format, int index)
        {
            var (width, height, rate) = format;
            var shift = Math.Min(0.002, 0.2 / rate);
            var cut = isCut ? $":force_original_aspect_ratio=increase,crop={width}:{height}" : "";
            return $"[in{index}]settb=1/1000000,setpts=PTS-STARTPTS-{Number(shift)}/TB,fps={Number(rate)}:round=up,"
                + $"scale={(width == 0 ? "iw:ih" : $"{width}:{height}")}:flags=bilinear{cut}[out{index}]";
        }
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
