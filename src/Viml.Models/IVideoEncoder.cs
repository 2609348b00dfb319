namespace Viml.Models;

/// <summary>The base encoder of video (g^v): frames in, a feature sequence out.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IVideoEncoder : IEncoder
{
    /// <inheritdoc/>
    Modality IEncoder.Modality => Modality.Video;

    /// <summary>The columns of its features that lie in the space of a text encoder; none for most encoders.</summary>
    public IReadOnlyList<LanguageColumns> Language => [];

    /// <summary>
    /// Encodes a video in constant memory (besides the result): reads its frames at the rate and in the size the encoder needs.
    /// </summary>
    /// <returns>One step per started second; a short last second counts as a step. No frames give <c>Time</c> 0.</returns>
    public FeatureSequence Encode(IFrameSource video);
}

/// <summary>A video that can be read at any rate and in any size, more than once.</summary>
public interface IFrameSource
{
    /// <summary>
    /// Whether the frames are pictures taken one by one, each shown for a while: that nothing moves, and how they follow each other, says
    /// nothing.
    /// </summary>
    public bool IsSlideshow => false;

    /// <summary>Starts reading from the first frame.</summary>
    /// <param name="rate">Frames per second.</param>
    /// <param name="size">The size in pixels to which frames are scaled; null keeps that of the video.</param>
    public FrameStream Read(double rate, (int Width, int Height)? size);
}

/// <summary>The frames of a video.</summary>
/// <param name="Frames">RGB24, rows top-down. The memory of a frame may be reused once the next is requested.</param>
/// <param name="Width">Pixels of a frame.</param>
/// <param name="Height">Pixels of a frame.</param>
public sealed record FrameStream(IEnumerable<ReadOnlyMemory<byte>> Frames, int Width, int Height);
