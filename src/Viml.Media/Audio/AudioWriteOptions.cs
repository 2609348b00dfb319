using Viml.Media.Ffmpeg;

namespace Viml.Media.Audio;

/// <summary>How an audio file is written.</summary>
public sealed record AudioWriteOptions
{
    /// <summary>Bits per second of a lossy codec; null takes the codec's own choice. Lossless formats ignore it.</summary>
    public int? BitRate { get; init; }

    /// <summary>The tags to write.</summary>
    public AudioTags? Tags { get; init; }

    /// <summary>A chain of ffmpeg audio filters applied before encoding, such as "volume=-6dB,aecho=0.8:0.9:60:0.3".</summary>
    public string? Filter { get; init; }

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
