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

    /// <summary>Width in pixels of the frames the encoder expects.</summary>
    public int FrameWidth { get; }

    /// <summary>Height in pixels of the frames the encoder expects.</summary>
    public int FrameHeight { get; }

    /// <summary>Frames per second the encoder expects.</summary>
    public double FrameRate { get; }

    /// <summary>Encodes a stream of frames in constant memory (besides the result). A frame may be reused by the reader once the next is asked for.</summary>
    /// <param name="frames">RGB24, rows top-down, <see cref="FrameWidth"/> x <see cref="FrameHeight"/>, at <see cref="FrameRate"/>.</param>
    /// <returns>One step per begun second; a short last second counts as a step. No frames give <c>Time</c> 0.</returns>
    /// <exception cref="ArgumentException">A frame has another size.</exception>
    public FeatureSequence Encode(IEnumerable<ReadOnlyMemory<byte>> frames);
}
