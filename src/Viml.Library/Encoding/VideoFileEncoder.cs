using Viml.Media;
using Viml.Media.Video;
using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>
/// A video file becomes base features. Frames are streamed: memory does not depend on the length of the video. Thread-safe.
/// </summary>
public sealed class VideoFileEncoder(IVideoEncoder encoder)
{
    private static readonly VideoReadOptions WholeFile = new() { IsRough = true };

    /// <summary>Encodes one file; its sound is ignored.</summary>
    /// <exception cref="MediaFormatException">The file is missing, is not a video, or has no frames.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public EncodedVideo Encode(string path, CancellationToken cancellation = default) => Encode(path, WholeFile, cancellation);

    /// <summary>Encodes a part of one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">Which part. <see cref="VideoReadOptions.IsRough"/> applies to frames that are scaled down only.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <inheritdoc cref="Encode(string, CancellationToken)" path="/exception"/>
    public EncodedVideo Encode(string path, VideoReadOptions part, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(part);
        var video = new VideoFile(path, part, cancellation);
        var features = encoder.Encode(video);
        if (features.Time == 0)
            throw new MediaFormatException(path, "a video with frames", "a video without any frame");
        return new EncodedVideo(features, video.Duration, video.Warning);
    }

    /// <summary>The frames of a file. Notes what reading it showed.</summary>
    private sealed class VideoFile(string path, VideoReadOptions part, CancellationToken cancellation) : IFrameSource
    {
        private VideoStream? _stream = part.Stream;
        private double _highestRate;

        /// <summary>Seconds of picture that were decoded, as the reading with the highest rate counts them.</summary>
        public double Duration { get; private set; }

        public string? Warning { get; private set; }

        public FrameStream Read(double rate, (int Width, int Height)? size)
        {
            if (size is null)
                _stream ??= VideoReader.Find(path, cancellation);
            var (width, height) = size ?? (_stream!.Width, _stream.Height);
            var options = part with { Stream = _stream, IsRough = part.IsRough && size is not null, Warning = text => Warning = text };
            return new FrameStream(Counted(VideoReader.ReadFrames(path, width, height, rate, options, cancellation), rate), width, height);
        }

        private IEnumerable<ReadOnlyMemory<byte>> Counted(IEnumerable<ReadOnlyMemory<byte>> frames, double rate)
        {
            _highestRate = Math.Max(_highestRate, rate);
            long count = 0;
            foreach (var frame in frames)
            {
                cancellation.ThrowIfCancellationRequested();
                count++;
                if (rate == _highestRate)
                    Duration = count / rate;
                yield return frame;
            }
        }
    }
}
