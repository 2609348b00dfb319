using System.Numerics;

namespace Viml.Engine.Signal;

/// <summary>What is done to the energy of a mel band.</summary>
public enum MelCompression
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>10 log10(max(mel, 1e-10)).</summary>
    Decibels,

    /// <summary>log10(1 + 10 mel).</summary>
    LogOnePlusTen,
}

/// <summary>The settings of a mel spectrogram.</summary>
public sealed record MelSpectrogramConfig
{
    /// <summary>Samples per second.</summary>
    public required int SampleRate { get; init; }

    /// <summary>Samples of a frame and of its Hann window (periodic): a power of two.</summary>
    public required int FftSize { get; init; }

    /// <summary>Samples from one frame to the next.</summary>
    public required int Hop { get; init; }

    /// <summary>Number of mel bands.</summary>
    public required int Bands { get; init; }

    /// <summary>Where the first band begins, in Hz.</summary>
    public double MinimumFrequency { get; init; }

    /// <summary>Where the last band ends, in Hz.</summary>
    public required double MaximumFrequency { get; init; }

    /// <summary>The mel scale.</summary>
    public MelScale Scale { get; init; } = MelScale.Htk;

    /// <summary>Whether filters have equal area (Slaney's norm) instead of equal height.</summary>
    public bool AreaNormalized { get; init; }

    /// <summary>The exponent of the magnitude: 1 for magnitude, 2 for power.</summary>
    public int Power { get; init; } = 2;

    /// <summary>What is done to the energy of a band.</summary>
    public MelCompression Compression { get; init; }

    /// <summary>Checks the settings, also against each other.</summary>
    /// <exception cref="ArgumentException">Something is wrong; the message lists everything that is.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (SampleRate < 1)
            faults.Add($"SampleRate must be positive, not {SampleRate}");
        if (FftSize < 2 || !BitOperations.IsPow2(FftSize))
            faults.Add($"FftSize must be a power of two and at least 2, not {FftSize}");
        if (Hop < 1)
            faults.Add($"Hop must be positive, not {Hop}");
        if (Bands < 1)
            faults.Add($"Bands must be positive, not {Bands}");
        if (!(MinimumFrequency >= 0 && MinimumFrequency < MaximumFrequency))
            faults.Add($"MinimumFrequency must be at least 0 and below MaximumFrequency, not {MinimumFrequency} with {MaximumFrequency}");
        if (SampleRate > 0 && !(MaximumFrequency <= SampleRate / 2.0))
            faults.Add($"MaximumFrequency {MaximumFrequency} is above half the SampleRate {SampleRate}");
        if (Power is not (1 or 2))
            faults.Add($"Power must be 1 or 2, not {Power}");
        if (!Enum.IsDefined(Scale))
            faults.Add($"Scale {Scale} is unknown");
        if (!Enum.IsDefined(Compression))
            faults.Add($"Compression {Compression} is unknown");
        if (faults.Count > 0)
            throw new ArgumentException($"MelSpectrogramConfig: {string.Join("; ", faults)}.");
    }
}
