using Viml.Media;
using Viml.Media.Video;
using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>A video file becomes base features of its picture. Frames are streamed: memory does not depend on the length of the video. Thread-safe.</summary>
public sealed class VideoFileEncoder(IVideoEncoder encoder)
{
    /// <summary>Encodes one file; its sound is not used.</summary>
    /// <exception cref="MediaFormatException">The file is missing, is not a video, or holds no picture.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public EncodedVideo Encode(string path, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string? warning = null;
        long frames = 0;
        var options = new VideoReadOptions { IsRough = encoder.FrameSize is not null, Warning = text => warning = text };
        if (encoder.FrameSize is null)
            options = options with { Stream = VideoReader.Find(path, cancellation) };
        var (width, height) = encoder.FrameSize ?? (options.Stream!.Width, options.Stream.Height);
        var features = encoder.Encode(Counted(VideoReader.ReadFrames(path, width, height, encoder.FrameRate, options, cancellation)), width, height);
        if (features.Time == 0)
            throw new MediaFormatException(path, "a video with frames", "a video without any frame");
        return new EncodedVideo(features, frames / encoder.FrameRate, warning);

        IEnumerable<ReadOnlyMemory<byte>> Counted(IEnumerable<ReadOnlyMemory<byte>> source)
        {
            foreach (var frame in source)
            {
                cancellation.ThrowIfCancellationRequested();
                frames++;
                yield return frame;
            }
        }
    }
}
