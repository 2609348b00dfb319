using Viml.Media.Ffmpeg;

namespace Viml.Media.Audio;

/// <summary>Which part of the sound to read, and who is told about damage.</summary>
public sealed record AudioReadOptions
{
    /// <summary>Where to start, in seconds. Seeking is quick: what lies before is not decoded.</summary>
    public double StartSeconds { get; init; }

    /// <summary>How much to read, in seconds; null reads to the end.</summary>
    public double? LengthSeconds { get; init; }

    /// <summary>
    /// How long the file should be in seconds, so that one cut off silently is noticed; null takes what the file states, if anything.
    /// </summary>
    public double? ExpectedSeconds { get; init; }

    /// <summary>
    /// Called once, before the first window, with what the file says about itself. That comes out of the decoding run, so it costs no
    /// second program.
    /// </summary>
    public Action<SoundDescription>? Described { get; init; }

    /// <summary>
    /// Called at most once, after the last window, with what is wrong when the sound is damaged or ends early: a phrase that does not name
    /// the file. Everything that could be decoded was given.
    /// </summary>
    public Action<string>? Warning { get; init; }

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
