using Viml.Media.Ffmpeg;

namespace Viml.Media.Video;

/// <summary>How a video file is written.</summary>
public sealed record VideoWriteOptions
{
    /// <summary>Constant rate factor: lower is better and larger; null takes 23 for mp4 (H.264) and 34 for webm (VP9).</summary>
    public int? Quality { get; init; }

    /// <summary>An audio file to put under the video; the result ends with the picture.</summary>
    public string? AudioPath { get; init; }

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
