namespace Viml.Models;

/// <summary>The base encoder of video (g^v): frames in, a feature sequence out.</summary>
/// <remarks>Implementations are thread-safe.</remarks>
public interface IVideoEncoder
{
    /// <summary>The name bundles refer to, such as <c>scene</c>.</summary>
    public string Name { get; }

    /// <summary>Changes whenever the same frames would give other features.</summary>
    public string Version { get; }

    /// <summary>Numbers per feature vector.</summary>
    public int Width { get; }

    /// <summary>Feature vectors per second of video.</summary>
    public double Rate { get; }

    /// <summary>Frames per second the encoder expects.</summary>
    public double FrameRate { get; }

    /// <summary>What it costs; null where nobody counted.</summary>
    public EncoderCost? Cost => null;

    /// <summary>The size in pixels of the frames the encoder wants, whatever the video; null where it wants them as they are.</summary>
    public (int Width, int Height)? FrameSize { get; }

    /// <summary>Encodes a stream of frames in constant memory (besides the result). A frame may be reused by the reader once the next is asked for.</summary>
    /// <param name="frames">RGB24, rows top-down, at <see cref="FrameRate"/>.</param>
    /// <param name="width">Pixels of a frame.</param>
    /// <param name="height">Pixels of a frame.</param>
    /// <returns>One step per begun second; a short last second counts as a step. No frames give <c>Time</c> 0.</returns>
    /// <exception cref="ArgumentException">A frame has another size.</exception>
    public FeatureSequence Encode(IEnumerable<ReadOnlyMemory<byte>> frames, int width, int height);
}
