using System.Globalization;
using Viml.Engine.Files;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>
/// Writes RGB frames to a video file. The same frames give the same bytes; the file appears only when it is complete. Thread-safe.
/// </summary>
public static class VideoWriter
{
    /// <summary>Writes a file whose format follows from its extension: mp4 (H.264) or webm (VP9), both with 4:2:0 colour.</summary>
    /// <param name="frames">
    /// RGB24 frames, rows top down, as <see cref="VideoReader"/> gives them; each is consumed before the next is requested.
    /// </param>
    /// <param name="width">Pixels; even.</param>
    /// <param name="height">Pixels; even.</param>
    /// <param name="rate">Frames per second.</param>
    /// <returns>The number of frames written.</returns>
    /// <exception cref="ArgumentException">An odd size, an unknown extension, no frame, or a frame of another size.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, hangs, or cannot write.</exception>
    public static int Write(string path, IEnumerable<ReadOnlyMemory<byte>> frames, int width, int height, double rate,
        VideoWriteOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(frames);
        RequireEven(width, nameof(width));
        RequireEven(height, nameof(height));
        if (!(rate > 0 && double.IsFinite(rate))) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate must be above 0.");

        options ??= new VideoWriteOptions();
        var encoding = Encoding(path, options);
        using var output = new PendingFile(path);
        using var run = options.Tools.StartFfmpeg(
            [.. Inputs(width, height, rate, options), .. encoding, MediaFile.ForFfmpeg(output.Path)], path, feedsInput: true,
            cancellation);
        var count = Feed(run, frames, width * height * 3);
        run.Finish().ThrowIfFailed();
        output.Commit();
        return count;
    }

    private static int Feed(ExternalProgram run, IEnumerable<ReadOnlyMemory<byte>> frames, int frameLength)
    {
        var count = 0;
        var isEmpty = true;
        foreach (var frame in frames)
        {
            isEmpty = false;
            if (frame.Length != frameLength)
                throw new ArgumentException($"Frame {count} has {frame.Length} bytes, not {frameLength}.", nameof(frames));
            if (!run.TryWrite(frame.Span)) break;
            count++;
        }
        if (isEmpty) throw new ArgumentException("A video needs at least one frame.", nameof(frames));
        return count;
    }

    private static IEnumerable<string> Inputs(int width, int height, double rate, VideoWriteOptions options)
    {
        string[] picture = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{width}x{height}", "-r", Number(rate), "-i", "pipe:0"];
        if (options.AudioPath is not { } audio) return picture;
        var fullPath = MediaFile.RequireReadable(audio, "an audio file");
        // The sound may be longer or shorter than the picture: padded with silence, it ends with the picture.
        return [.. picture, .. MediaFile.InputLimits, .. MediaFile.Input(fullPath), "-map", "0:v:0", "-map", "1:a:0", "-af", "apad",
            "-shortest"];
    }

    // One thread: the result does not depend on the number of processors.
    private static string[] Encoding(string path, VideoWriteOptions options) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".mp4" =>
        [
            "-c:v", "libx264", "-preset", "veryfast", "-crf", Number(options.Quality ?? 23), "-c:a", "aac", "-b:a", "128k",
            "-movflags", "+faststart", .. Common, "-f", "mp4", "-y",
        ],
        ".webm" =>
        [
            "-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used", "5", "-b:v", "0", "-crf", Number(options.Quality ?? 34), "-c:a",
            "libopus",
            .. Common, "-f", "webm", "-y",
        ],
        _ => throw new ArgumentException($"'{path}' has no known video extension; known are .mp4, .webm.", nameof(path)),
    };

    private static readonly string[] Common =
        ["-pix_fmt", "yuv420p", "-threads", "1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"];

    private static void RequireEven(int value, string name)
    {
        if (value <= 0 || value % 2 != 0) throw new ArgumentOutOfRangeException(name, value, "The size must be even and above 0.");
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
