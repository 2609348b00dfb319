using Viml.Models;
using Viml.Models.Music;

namespace Viml.Training.Fitting;

/// <summary>How a DeepSim is made from a dataset.</summary>
public sealed record DeepSimOptions
{
    /// <summary>Most clips in a step.</summary>
    public const int MostInBatch = 4096;

    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The model folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>Where shards, checkpoints and run records are kept; a run that was stopped goes on from there.</summary>
    public required string Work { get; init; }

    /// <summary>Name of the model.</summary>
    public string Name { get; init; } = "deepsim";

    /// <summary>SPDX identifier of the licence the weights are given under.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>The command line, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sizes of the network.</summary>
    public DeepSimConfig Network { get; init; } = DeepSimConfig.Compact;

    /// <summary>Optimiser steps.</summary>
    public int Steps { get; init; } = 2000;

    /// <summary>Clips in a step, of each of which two windows are heard.</summary>
    public int Batch { get; init; } = 32;

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Weight of the track triplets beside those of the dimensions (lambda in the paper).</summary>
    public double TrackWeight { get; init; } = 0.5;

    /// <summary>Triplets of each dimension that the evaluation asks.</summary>
    public int Triplets { get; init; } = 40_000;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public DeepSimOptions Validate()
    {
        new ConfigFaults(nameof(DeepSimOptions))
            .Require(Seed >= 0, $"{nameof(Seed)} must not be negative, is {Seed}")
            .Size(Steps, nameof(Steps), TrainingOptions.MostSteps)
            .Require(Batch is >= 2 and <= MostInBatch, $"{nameof(Batch)} must be between 2 and {MostInBatch}, is {Batch}")
            .Require(double.IsFinite(LearningRate) && LearningRate > 0, $"{nameof(LearningRate)} must be positive, is {LearningRate}")
            .Require(double.IsFinite(TrackWeight) && TrackWeight >= 0, $"{nameof(TrackWeight)} must be a number from 0 on, is {TrackWeight}")
            .Require(Triplets > 0, $"{nameof(Triplets)} must be positive, is {Triplets}")
            .Include(() => Network.Validate())
            .ThrowIfAny();
        return this;
    }
}
