using Viml.Models;
using Viml.Training.Methods;

namespace Viml.Training.Paper;

/// <summary>How the tables of the paper are measured.</summary>
public sealed record PaperOptions
{
    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>Folder for checkpoints and run records, from which an interrupted run resumes.</summary>
    public required string Work { get; init; }

    /// <summary>Encoders and sizes.</summary>
    public MethodPreset Preset { get; init; } = MethodPreset.Ours;

    /// <summary>How each method is trained; its sizes, seed and segments are set by the suite.</summary>
    public MethodOptions Training { get; init; } = new();

    /// <summary>How often each method is trained, with seeds that follow each other.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Tracks in a pool of Table 1.</summary>
    public int TrackPool { get; init; } = 2000;

    /// <summary>Clips in a pool of Table 2.</summary>
    public int ClipPool { get; init; } = 500;

    /// <summary>Pools that are drawn for each table.</summary>
    public int Pools { get; init; } = 20;

    /// <summary>Length of a segment of Table 2, in seconds.</summary>
    public double SegmentSeconds { get; init; } = 30;

    /// <summary>The command line, for the report.</summary>
    public string Command { get; init; } = "";

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public PaperOptions Validate()
    {
        new ConfigFaults(nameof(PaperOptions))
            .Include(() => Training.Validate())
            .Require(Preset.VideoEncoders.Count > 0, $"{nameof(Preset)} has no video encoder")
            .Require(Runs is >= 1 and <= 100, $"{nameof(Runs)} must be from 1 to 100, is {Runs}")
            .Require(TrackPool >= 2, $"{nameof(TrackPool)} must be at least 2, is {TrackPool}")
            .Require(ClipPool >= 2, $"{nameof(ClipPool)} must be at least 2, is {ClipPool}")
            .Require(Pools is >= 1 and <= 10_000, $"{nameof(Pools)} must be from 1 to 10000, is {Pools}")
            .Require(SegmentSeconds > 0, $"{nameof(SegmentSeconds)} must be positive, is {SegmentSeconds}")
            .ThrowIfAny();
        return this;
    }

    /// <summary>How the methods of a table are trained.</summary>
    internal MethodOptions TrainingOf(int run, double? segmentSeconds) =>
        Training with { Sizes = Preset.Sizes, Seed = Training.Seed + run, SegmentSeconds = segmentSeconds };
}

/// <summary>How far a suite is.</summary>
/// <param name="Training">What is trained.</param>
/// <param name="Done">Trainings that are done, and the share of the present one.</param>
/// <param name="Total">Trainings.</param>
public sealed record PaperProgress(string Training, double Done, int Total);
