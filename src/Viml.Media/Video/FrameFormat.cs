namespace Viml.Media.Video;

/// <summary>The frames that are wanted of a video.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Rate">Frames per second.</param>
public readonly record struct FrameFormat(int Width, int Height, double Rate);
