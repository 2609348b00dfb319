using Viml.Media.Ffmpeg;

namespace Viml.Media.FluidSynth;

/// <summary>How a piece is rendered.</summary>
public sealed record FluidSynthOptions
{
    /// <summary>Loudness of the whole, 0 to 10. 0.2 leaves room for a full band; sums above full scale are not clipped.</summary>
    public double Gain { get; init; } = 0.2;

    /// <summary>Room reverberation on or off.</summary>
    public bool Reverb { get; init; } = true;

    /// <summary>Size of the room, 0 to 1.</summary>
    public double ReverbRoomSize { get; init; } = 0.2;

    /// <summary>Loudness of the reverberation, 0 to 1.</summary>
    public double ReverbLevel { get; init; } = 0.9;

    /// <summary>Chorus on or off.</summary>
    public bool Chorus { get; init; } = true;

    /// <summary>A piece that would be longer is cut here, in seconds.</summary>
    public double MaximumSeconds { get; init; } = 1800;

    /// <summary>The programs to use.</summary>
    public MediaTools Tools { get; init; } = MediaTools.Default;
}
