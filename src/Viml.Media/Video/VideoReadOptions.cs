using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>Which part of a video to read, and who is told about damage.</summary>
public sealed record VideoReadOptions
{
    /// <summary>Where to start, in seconds.</summary>
    public double StartSeconds { get; init; }

    /// <summary>How much to read, in seconds; null reads to the end.</summary>
    public double? LengthSeconds { get; init; }

    /// <summary>
    /// Leaves out the smoothing of block edges in frames that no other frame is made from: a tenth less work, and nothing to be seen in
    /// frames much smaller than the picture.
    /// </summary>
    public bool IsRough { get; init; }

    /// <summary>How long a still picture stands, in seconds.</summary>
    public double StillSeconds { get; init; } = 4;

    /// <summary>Fills the size and cuts off what does not fit; false stretches the picture.</summary>
    public bool IsCut { get; init; }

    /// <summary>
    /// Called at most once, after the last frame, with one sentence when the video is damaged. Everything that could be decoded was
    /// returned.
    /// </summary>
    public Action<string>? Warning { get; init; }

    /// <summary>The picture to read, as <see cref="VideoReader.Find"/> found it; null looks for it.</summary>
    public VideoStream? Stream { get; init; }

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
