using Viml.Models;

namespace Viml.Training.Fitting;

/// <summary>How a task is trained.</summary>
public sealed record FittingOptions
{
    /// <summary>Most optimiser steps.</summary>
    public const int MaximumSteps = 10_000_000;

    /// <summary>Number of optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>What is trained on, in words: a run does not resume from a checkpoint made on other data.</summary>
    public string Data { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; }

    /// <summary>The highest learning rate, reached after the warm-up; it then decays to zero along a cosine.</summary>
    public double LearningRate { get; init; } = 3e-4;

    /// <summary>Share of the steps in which the learning rate rises from zero.</summary>
    public double WarmupShare { get; init; } = 0.02;

    /// <summary>Decoupled weight decay; biases and norms have none.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Gradients are scaled down to this global norm.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between two validations; the last step is always validated.</summary>
    public int ValidateEvery { get; init; } = 200;

    /// <summary>
    /// Validations without a better figure after which a training ends; 0 takes every step. What is kept are the parameters of the best.
    /// </summary>
    public int Patience { get; init; }

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Checks the options.</summary>
    /// <param name="name">What they are called in the message.</param>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public FittingOptions Validate(string name = nameof(FittingOptions))
    {
        new ConfigFaults(name)
            .Size(Steps, nameof(Steps), MaximumSteps)
            .Require(double.IsFinite(LearningRate) && LearningRate > 0, $"{nameof(LearningRate)} must be positive, is {LearningRate}")
            .Require(WarmupShare is >= 0 and < 1, $"{nameof(WarmupShare)} must be in [0, 1), is {WarmupShare}")
            .Require(WeightDecay >= 0, $"{nameof(WeightDecay)} must not be negative, is {WeightDecay}")
            .Require(ClipNorm > 0, $"{nameof(ClipNorm)} must be positive, is {ClipNorm}")
            .Require(ValidateEvery > 0, $"{nameof(ValidateEvery)} must be positive, is {ValidateEvery}")
            .Require(Patience >= 0, $"{nameof(Patience)} must not be negative, is {Patience}")
            .Require(CheckpointEvery > 0, $"{nameof(CheckpointEvery)} must be positive, is {CheckpointEvery}")
            .ThrowIfAny();
        return this;
    }
}
