using System.Globalization;
using Viml.Models;
using Viml.Models.VideoMusic;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>How the methods of the paper's tables are trained.</summary>
public sealed record MethodOptions
{
    /// <summary>Sizes; the widths of the features are those of the clips.</summary>
    public VideoMusicConfig Sizes { get; init; } = VideoMusicConfig.Paper;

    /// <summary>Steps and learning rate of each training.</summary>
    public FittingOptions Fitting { get; init; } = new() { Steps = 2000, LearningRate = 3e-4, WeightDecay = 0.05, ValidateEvery = 100 };

    /// <summary>Clips in a step; fewer where there are fewer.</summary>
    public int Batch { get; init; } = 512;

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Length of what is trained on and measured, in seconds; null is the track level: whole clips.</summary>
    public double? SegmentSeconds { get; init; }

    /// <summary>
    /// The temperature of MVPt, which its paper does not publish in what could be read. This one is soft, as an untuned one is; MVPt+ then
    /// tunes it.
    /// </summary>
    public double MvptTemperature { get; init; } = 0.3;

    /// <summary>The temperatures that MVPt+ chooses from, on the validation clips.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [0.02, 0.03, 0.05, 0.07, 0.1];

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public MethodOptions Validate()
    {
        new ConfigFaults(nameof(MethodOptions))
            .Include(() => Sizes.Validate())
            .Include(() => Fitting.Validate())
            .Require(Batch is >= 2 and <= TrainingOptions.MaximumBatch,
                $"{nameof(Batch)} must be between 2 and {TrainingOptions.MaximumBatch}, is {Batch}")
            .Require(Seed >= 0, $"{nameof(Seed)} must not be negative, is {Seed}")
            .Require(SegmentSeconds is null or > 0, $"{nameof(SegmentSeconds)} must be positive, is {SegmentSeconds}")
            .Require(Temperatures.Count > 0, $"{nameof(Temperatures)} must not be empty")
            .Include(() => (Sizes with { Temperature = MvptTemperature }).Validate())
            .Include(() => Temperatures.ToList().ForEach(temperature => (Sizes with { Temperature = temperature }).Validate()))
            .ThrowIfAny();
        return this;
    }

    /// <summary>The choices that a checkpoint depends on, beside those of <see cref="Fitting"/>.</summary>
    internal string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"batches of {Batch}, width {Sizes.Width}, temperature {(Sizes.Temperature is { } chosen ? $"{chosen}" : "learned")}, "
            + $"text dropout {Sizes.TextDropout}, video dropout {Sizes.VideoDropout}, dropout {Sizes.Dropout}, "
            + $"segments of {(SegmentSeconds is { } seconds ? $"{seconds} s" : "any length")}");
}
