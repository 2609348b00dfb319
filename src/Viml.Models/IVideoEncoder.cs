namespace Viml.Models;

/// <summary>The base encoder of video (g^v): frames in, a feature sequence out.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IVideoEncoder : IEncoder
{
    /// <inheritdoc/>
    Modality IEncoder.Modality => Modality.Video;

    /// <summary>The columns of its features that lie in the space of a text encoder; none for most encoders.</summary>
    public IReadOnlyList<LanguageColumns> Language => [];

    /// <summary>What it reads of a video: one stream of frames, several where encoders stand side by side.</summary>
    public IReadOnlyList<FrameRequest> Frames { get; }

    /// <summary>Encodes a video in constant memory, besides the result.</summary>
    /// <param name="streams">What <see cref="Frames"/> asks for.</param>
    /// <returns>One step per started second; a short last second counts as a step. No frames give <c>Time</c> 0.</returns>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams);
}

/// <summary>A video that can be read at any rate and in any size.</summary>
public interface IFrameSource
{
    /// <summary>
    /// Starts reading from the first frame. Streams that are asked for together must be read at the same time, each on a thread of its own,
    /// so that the source may decode once for all; the source of one that is no longer read must be disposed.
    /// </summary>
    public IReadOnlyList<FrameStream> Read(IReadOnlyList<FrameRequest> requests);
}

/// <summary>Frames that are wanted of a video.</summary>
/// <param name="Rate">Frames per second.</param>
/// <param name="Size">The size in pixels to which frames are scaled; null keeps that of the video.</param>
public sealed record FrameRequest(double Rate, (int Width, int Height)? Size = null);

/// <summary>The frames of a video.</summary>
/// <param name="Frames">RGB24, rows top-down. The memory of a frame may be reused once the next is requested.</param>
/// <param name="Width">Pixels of a frame.</param>
/// <param name="Height">Pixels of a frame.</param>
public sealed record FrameStream(IEnumerable<ReadOnlyMemory<byte>> Frames, int Width, int Height)
{
    /// <summary>
    /// Whether the frames are pictures taken one by one, each shown for a while: that nothing moves, and how they follow each other, says
    /// nothing.
    /// </summary>
    public bool IsSlideshow { get; init; }

    /// <summary>What to dispose when no more frames will be read; null where nothing waits for it.</summary>
    public IDisposable? Source { get; init; }
}

/// <summary>Reading and encoding in one step.</summary>
public static class VideoEncoding
{
    /// <summary>Reads the frames that an encoder asks for and encodes them.</summary>
    public static FeatureSequence Encode(this IVideoEncoder encoder, IFrameSource video)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(video);
        return encoder.Encode(video.Read(encoder.Frames));
    }
}
