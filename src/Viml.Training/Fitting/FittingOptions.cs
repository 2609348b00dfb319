using Viml.Models;

namespace Viml.Training.Fitting;

/// <summary>How a task is fitted. The defaults are those of design section 6.</summary>
public sealed record FittingOptions
{
    /// <summary>Number of optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>What is fitted on, in words: a checkpoint made on other data is not continued.</summary>
    public string Data { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; }

    /// <summary>The highest learning rate, reached after the warm-up; a cosine then takes it to zero.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Share of the steps in which the learning rate rises from zero.</summary>
    public double WarmupShare { get; init; } = 0.02;

    /// <summary>Decoupled weight decay; biases and norms are left out.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gradients are scaled down to this global norm.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between two validations; the last step is always validated.</summary>
    public int ValidateEvery { get; init; } = 200;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public FittingOptions Validate()
    {
        new ConfigFaults(nameof(FittingOptions))
            .Require(Steps > 0, $"{nameof(Steps)} must be positive, is {Steps}")
            .Require(LearningRate > 0, $"{nameof(LearningRate)} must be positive, is {LearningRate}")
            .Require(WarmupShare is >= 0 and < 1, $"{nameof(WarmupShare)} must be in [0, 1), is {WarmupShare}")
            .Require(WeightDecay >= 0, $"{nameof(WeightDecay)} must not be negative, is {WeightDecay}")
            .Require(ClipNorm > 0, $"{nameof(ClipNorm)} must be positive, is {ClipNorm}")
            .Require(ValidateEvery > 0, $"{nameof(ValidateEvery)} must be positive, is {ValidateEvery}")
            .Require(CheckpointEvery > 0, $"{nameof(CheckpointEvery)} must be positive, is {CheckpointEvery}")
            .ThrowIfAny();
        return this;
    }
}
