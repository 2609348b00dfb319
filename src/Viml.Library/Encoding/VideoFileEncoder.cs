using Viml.Media;
using Viml.Media.Video;
using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>
/// A video, or pictures shown one after the other, become base features. Frames are streamed: memory does not depend on the length of the
/// video. Thread-safe.
/// </summary>
public sealed class VideoFileEncoder(IVideoEncoder encoder)
{
    /// <summary>Width and height of still pictures, cut to a square, for encoders that take frames as they are.</summary>
    private const int StillSize = 448;

    /// <summary>Told now and then how many seconds were read.</summary>
    public Action<double>? Progress { get; init; }

    private static readonly VideoReadOptions WholeFile = new() { IsRough = true };

    /// <summary>Encodes one file; its sound is ignored.</summary>
    /// <exception cref="MediaFormatException">The file is missing, is no video and no picture, or has no frames.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public EncodedVideo Encode(string path, CancellationToken cancellation = default) => Encode(path, WholeFile, cancellation);

    /// <summary>Encodes one file, or several pictures as a slideshow.</summary>
    /// <param name="paths">A video, or pictures in their order; at least one.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="MediaFormatException">As for one file, or there are several and one is no picture.</exception>
    /// <exception cref="ExternalProgramException">ffmpeg is missing, failed or hangs.</exception>
    public EncodedVideo Encode(IReadOnlyList<string> paths, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentOutOfRangeException.ThrowIfZero(paths.Count, nameof(paths));
        if (paths.Count == 1) return Encode(paths[0], cancellation);
        var slides = paths.Select(path => (path, Stream: (VideoStream?)VideoReader.Find(path, cancellation))).ToArray();
        if (slides.FirstOrDefault(slide => !slide.Stream!.IsStill).path is { } video)
            throw new MediaFormatException(video, "a picture, as there are several files", "a video", "Name one video, or pictures only.");
        return Encode(slides, WholeFile, cancellation);
    }

    /// <summary>Encodes a part of one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="part">Which part. <see cref="VideoReadOptions.IsRough"/> applies to frames that are scaled down only.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <inheritdoc cref="Encode(string, CancellationToken)" path="/exception"/>
    public EncodedVideo Encode(string path, VideoReadOptions part, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(part);
        return Encode([(path, part.Stream)], part, cancellation);
    }

    private EncodedVideo Encode((string, VideoStream?)[] files, VideoReadOptions part, CancellationToken cancellation)
    {
        var video = new VideoFiles(files, part, Progress, cancellation);
        var features = encoder.Encode(video);
        if (features.Time == 0)
            throw new MediaFormatException(files[0].Item1, "a video with frames", "a video without any frame");
        return new EncodedVideo(features, video.Duration, video.Warning);
    }

    /// <summary>The frames of a video or of pictures. Notes what reading them showed.</summary>
    /// <param name="files">The files, and what is in them where that is known.</param>
    /// <param name="part">Which part of them.</param>
    /// <param name="progress">Told the seconds that were read.</param>
    /// <param name="cancellation">Stops reading.</param>
    private sealed class VideoFiles(
        (string Path, VideoStream? Stream)[] files, VideoReadOptions part, Action<double>? progress, CancellationToken cancellation)
            : IFrameSource
    {
        /// <summary>Seconds of picture that were decoded, as the reading with the highest rate counts them.</summary>
        public double Duration { get; private set; }

        public string? Warning { get; private set; }

        private bool AreStill => files[0].Stream is { IsStill: true };

        public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests)
        {
            if (files is [(var path, null)])
            {
                FrameFormat[] asked = [.. requests.Select(request => FormatOf(request, (0, 0)))];
                if (VideoReader.ReadAtOnce(path, asked, OptionsFor(null, requests), cancellation) is { } begun)
                    return Streams(requests, begun, [.. begun.Select(frames => (frames.Width, frames.Height))]);
                files[0].Stream = VideoReader.Find(path, cancellation);
            }
            var first = files[0].Stream!;
            FrameFormat[] formats = [.. requests.Select(request =>
                FormatOf(request, AreStill ? (StillSize, StillSize) : (first.Width, first.Height)))];
            var streams = files.Length == 1 && !AreStill && formats.Length > 1
                ? VideoReader.ReadTogether(files[0].Path, formats, OptionsFor(first, requests), cancellation)
                : requests.Zip(formats, (request, format) => files.SelectMany(file => VideoReader.ReadFrames(
                    file.Path, format.Width, format.Height, format.Rate, OptionsFor(file.Stream, [request]), cancellation)));
            return Streams(requests, streams, [.. formats.Select(format => (format.Width, format.Height))]);
        }

        private FrameStream[] Streams(
            IReadOnlyList<FrameRequest> requests, IEnumerable<IEnumerable<ReadOnlyMemory<byte>>> streams, (int Width, int Height)[] sizes)
        {
            var counted = requests.Index().MaxBy(request => request.Item.Rate).Index;
            return
            [
                .. streams.Select((frames, index) => new FrameStream(
                    index == counted ? Counted(frames, requests[index].Rate) : frames, sizes[index].Width, sizes[index].Height)
                {
                    IsSlideshow = AreStill, Source = frames as SharedFrames,
                }),
            ];
        }

        private static FrameFormat FormatOf(FrameRequest request, (int Width, int Height) size)
        {
            var (width, height) = request.Size ?? size;
            return new(width, height, request.Rate);
        }

        private VideoReadOptions OptionsFor(VideoStream? stream, IReadOnlyList<FrameRequest> requests) => part with
        {
            Stream = stream,
            IsRough = part.IsRough && requests.Any(request => request.Size is not null),
            IsCut = AreStill && requests[0].Size is null,
            Warning = text => Warning ??= text,
        };

        private IEnumerable<ReadOnlyMemory<byte>> Counted(IEnumerable<ReadOnlyMemory<byte>> frames, double rate)
        {
            long count = 0;
            foreach (var frame in frames)
            {
                cancellation.ThrowIfCancellationRequested();
                count++;
                Duration = count / rate;
                progress?.Invoke(Duration);
                yield return frame;
            }
        }
    }
}
