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
    /// How long the file says it is (<see cref="MediaInfo.DurationSeconds"/>), so that a file cut off silently is noticed; null does not
    /// check, unless <see cref="Described"/> asks.
    /// </summary>
    public double? ExpectedSeconds { get; init; }

    /// <summary>
    /// Called once, before the first window, with what the file says about itself. That comes out of the decoding run, so it costs no
    /// second program. The sound is then also compared with the duration the file states.
    /// </summary>
    public Action<SoundDescription>? Described { get; init; }

    /// <summary>
    /// Called at most once, after the last window, with one sentence when the sound is damaged or ends early. Everything that could be
    /// decoded was given.
    /// </summary>
    public Action<string>? Warning { get; init; }

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
