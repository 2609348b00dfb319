namespace Viml.Corpus.Pieces;

/// <summary>What to build.</summary>
public sealed record CorpusOptions
{
    /// <summary>Number of pieces; a corpus may be continued with a larger number.</summary>
    public required int Pieces { get; init; }

    /// <summary>Source of every random choice.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The dataset folder.</summary>
    public required string Output { get; init; }

    /// <summary>Names of the soundfonts to use; null takes every known one that is installed.</summary>
    public IReadOnlyList<string>? SoundFonts { get; init; }

    /// <summary>Length of a piece in seconds, 4 to 600.</summary>
    public double DurationSeconds { get; init; } = 30;

    /// <summary>Whether videos are painted too.</summary>
    public bool Videos { get; init; } = true;

    /// <summary>How many descriptions each piece gets.</summary>
    public int Descriptions { get; init; } = 4;

    /// <summary>
    /// Pieces to listen to, for a demo: only soundfonts under the MIT licence, gentle recordings, title and artist in the files.
    /// </summary>
    public bool Samples { get; init; }

    /// <summary>Width of the videos in pixels; the height follows as 9/16.</summary>
    public int VideoWidth { get; init; } = 128;

    /// <summary>Frames per second of the videos.</summary>
    public double VideoRate { get; init; } = 8;

    /// <summary>Samples per second of the music; 24,000 is a rate of Opus, and MusiCNN uses frequencies up to 8 kHz.</summary>
    public int SampleRate { get; init; } = 24_000;

    /// <summary>Checks all values and names every fault at once.</summary>
    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Pieces < 1) faults.Add($"{nameof(Pieces)} is {Pieces}, at least 1 is needed");
        if (string.IsNullOrWhiteSpace(Output)) faults.Add($"{nameof(Output)} is empty");
        if (!(DurationSeconds >= 4 && DurationSeconds <= 600))
            faults.Add($"{nameof(DurationSeconds)} is {DurationSeconds}, 4 to 600 are allowed");
        if (Descriptions is < 1 or > 100) faults.Add($"{nameof(Descriptions)} is {Descriptions}, 1 to 100 are allowed");
        if (VideoWidth is < 32 or > 1920 || VideoWidth % 32 != 0)
            faults.Add($"{nameof(VideoWidth)} is {VideoWidth}, a multiple of 32 from 32 to 1920 is needed");
        if (!(VideoRate >= 1 && VideoRate <= 60)) faults.Add($"{nameof(VideoRate)} is {VideoRate}, 1 to 60 are allowed");
        if (SampleRate is < 16_000 or > 96_000) faults.Add($"{nameof(SampleRate)} is {SampleRate}, 16000 to 96000 are allowed");
        if (faults.Count > 0) throw new ArgumentException($"The corpus cannot be built: {string.Join("; ", faults)}.");
    }
}
