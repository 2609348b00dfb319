using Viml.Models.Music;

namespace Viml.Training.Fitting;

/// <summary>How a DeepSim is made from a dataset.</summary>
public sealed record DeepSimOptions
{
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
}
