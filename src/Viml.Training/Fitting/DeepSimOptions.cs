using Viml.Models;
using Viml.Models.Music;

namespace Viml.Training.Fitting;

/// <summary>How a DeepSim is made from a dataset.</summary>
public sealed record DeepSimOptions
{
    /// <summary>Most clips in a step.</summary>
    public const int MaximumBatch = 4096;

    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>Folder for shards, checkpoints and run records, from which an interrupted run resumes.</summary>
    public required string Work { get; init; }

    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "deepsim";

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>The command line, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sizes of the network.</summary>
    public DeepSimConfig Network { get; init; } = DeepSimConfig.Compact;

    /// <summary>How the network is trained. Steps are slow, so checkpoints are frequent.</summary>
    public FittingOptions Fitting { get; init; } =
        new() { Steps = 2000, LearningRate = 2e-3, WeightDecay = 1e-4, ClipNorm = 5, ValidateEvery = 250, CheckpointEvery = 20 };

    /// <summary>Clips in a step, of which two windows each are compared; fewer where there are fewer.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>Weight of the track triplets beside those of the dimensions (lambda in the paper).</summary>
    public double TrackWeight { get; init; } = 0.5;

    /// <summary>Triplets of each dimension in the evaluation.</summary>
    public int Triplets { get; init; } = 40_000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public DeepSimOptions Validate()
    {
        new ConfigFaults(nameof(DeepSimOptions))
            .Require(Seed >= 0, $"{nameof(Seed)} must not be negative, is {Seed}")
            .Include(() => Fitting.Validate(nameof(Fitting)))
            .Require(Batch is >= 2 and <= MaximumBatch, $"{nameof(Batch)} must be between 2 and {MaximumBatch}, is {Batch}")
            .Require(double.IsFinite(TrackWeight) && TrackWeight >= 0, $"{nameof(TrackWeight)} must not be negative, is {TrackWeight}")
            .Require(Triplets > 0, $"{nameof(Triplets)} must be positive, is {Triplets}")
            .Include(() => Network.Validate())
            .ThrowIfAny();
        return this;
    }
}
