using System.Buffers.Binary;
using System.Globalization;
using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>
/// Animated WebP files, which ffmpeg before version 8 decodes as still pictures only. Their frames are cut out as still pictures, decoded
/// by ffmpeg, and laid over each other. Source: developers.google.com/speed/webp/docs/riff_container.
/// </summary>
internal sealed class AnimatedWebP
{
    private const double HighestRate = 25;
    private const int MostPictures = 20_000;
    private const byte AnimationFlag = 2;

    private readonly string _path;
    private readonly int _width;
    private readonly int _height;
    private readonly List<WebPFrame> _frames = [];

    private AnimatedWebP(string path, int width, int height) => (_path, _width, _height) = (path, width, height);

    /// <summary>What the file holds.</summary>
    public MediaInfo Info => new(
        "webp", Seconds, null, new VideoStream(0, "webp", _width, _height, _frames.Count / Seconds, 0));

    private double Seconds => _frames.Sum(frame => (long)frame.Milliseconds) / 1000.0;

    /// <summary>Reads the list of frames; null where the file is no animated WebP.</summary>
    /// <exception cref="MediaFormatException">It is one that is damaged or too large.</exception>
    public static AnimatedWebP? Read(string path)
    {
        using var file = Open(path);
        var head = new byte[30];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.AsSpan().StartsWith("RIFF"u8)
            || !head.AsSpan(8).StartsWith("WEBPVP8X"u8) || (head[20] & AnimationFlag) == 0)
            return null;
        var animation = new AnimatedWebP(path, 1 + WebPFrame.Three(head.AsSpan(24)), 1 + WebPFrame.Three(head.AsSpan(27)));
        if ((long)animation._width * animation._height > MediaFile.MaximumMegapixels * 1_000_000L)
            throw new MediaFormatException(
                path, $"a picture of at most {MediaFile.MaximumMegapixels} megapixels", $"{animation._width} x {animation._height} pixels",
                "Scale it down.");
        animation.ReadFrames(file);
        return animation;
    }

    /// <summary>A file that ffmpeg can play: the file itself, or for an animated WebP a copy that is deleted with the result.</summary>
    public static PlayableFile Playable(string path, MediaTools tools, CancellationToken cancellation)
    {
        var fullPath = Path.GetFullPath(path);
        return Read(fullPath) is { } animation ? animation.Copy(tools, cancellation) : new PlayableFile(fullPath, isTemporary: false);
    }

    private void ReadFrames(FileStream file)
    {
        var chunk = new byte[8];
        for (var position = 30L; position + chunk.Length <= file.Length;)
        {
            file.Position = position;
            file.ReadExactly(chunk);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.AsSpan(4));
            position += chunk.Length + size + (size & 1);
            if (!chunk.AsSpan().StartsWith("ANMF"u8) || size <= WebPFrame.HeaderLength) continue;
            if (position - (size & 1) > file.Length) break; // cut off
            var header = new byte[WebPFrame.HeaderLength];
            file.ReadExactly(header);
            var frame = WebPFrame.Of(header, file.Position, (int)(size - WebPFrame.HeaderLength));
            if (frame.X + frame.Width > _width || frame.Y + frame.Height > _height)
                throw new MediaFormatException(_path, "frames inside the picture", "one that reaches beyond it", "Export it again.");
            _frames.Add(frame with { Milliseconds = Math.Max(frame.Milliseconds, 10) });
        }
        if (_frames.Count == 0)
            throw new MediaFormatException(_path, "a video with frames", "an animation without a whole frame", "Copy or export it again.");
    }

    /// <summary>Writes the animation as a video of motion JPEG at almost no loss.</summary>
    private PlayableFile Copy(MediaTools tools, CancellationToken cancellation)
    {
        using var stills = new PlayableFile(Path.Combine(Path.GetTempPath(), $"viml-{Guid.NewGuid():n}.webp"), isTemporary: true);
        var copy = new PlayableFile(Path.Combine(Path.GetTempPath(), $"viml-{Guid.NewGuid():n}.mkv"), isTemporary: true);
        try
        {
            WriteStills(stills.Path);
            var rate = Math.Min(HighestRate, MostPictures / Seconds);
            using var reading = tools.StartFfmpeg(
                [
                    .. MediaFile.InputLimits, .. MediaFile.PictureLimits, "-f", "webp_pipe", "-i", MediaFile.ForFfmpeg(stills.Path),
                    "-autoscale", "0", "-vsync", "passthrough", "-pix_fmt", "rgba", "-f", "rawvideo", "pipe:1",
                ], _path, feedsInput: false, cancellation);
            using var writing = tools.StartFfmpeg(
                [
                    "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", $"{_width}x{_height}", "-r", Number(rate), "-i", "pipe:0",
                    "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", "-f", "matroska", "-y", MediaFile.ForFfmpeg(copy.Path),
                ], _path, feedsInput: true, cancellation);
            Draw(reading, rate, canvas => writing.TryWrite(canvas));
            writing.Finish().ThrowIfFailed();
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    private void WriteStills(string path)
    {
        using var file = Open(_path);
        using var output = File.Create(path);
        foreach (var frame in _frames)
            frame.CopyAsStill(file, output);
    }

    /// <summary>Shows the canvas at each time; a frame that cannot be decoded ends the animation.</summary>
    private void Draw(ExternalProgram reading, double rate, Action<ReadOnlySpan<byte>> show)
    {
        var canvas = new byte[_width * _height * 3];
        var (time, shown) = (0L, 0L);
        foreach (var frame in _frames)
        {
            var pixels = new byte[frame.Width * frame.Height * 4];
            if (reading.ReadFully(pixels) < pixels.Length) break;
            frame.DrawOn(canvas, _width, pixels);
            time += frame.Milliseconds;
            for (; shown < Math.Max(1, Math.Ceiling(time / 1000.0 * rate - 0.5)); shown++)
                show(canvas);
            if (frame.IsCleared) frame.ClearOn(canvas, _width);
        }
        if (shown == 0)
            throw new MediaFormatException(
                _path, "a video with frames", $"an animation that cannot be decoded ({reading.Finish().Summary})",
                "Export it as gif or mp4.");
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
