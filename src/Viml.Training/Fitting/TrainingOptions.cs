using Viml.Models;
using Viml.Models.Music;
using Viml.Models.VideoMusic;

namespace Viml.Training.Fitting;

/// <summary>How a bundle is made from a dataset.</summary>
public sealed record TrainingOptions
{
    /// <summary>Most steps of any model.</summary>
    public const int MostSteps = 10_000_000;

    /// <summary>Most windows or clips in a step.</summary>
    public const int MostInBatch = 65_536;

    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The bundle folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>Where shards, checkpoints and run records are kept; a run that was stopped goes on from there.</summary>
    public required string Work { get; init; }

    /// <summary>Name of the bundle.</summary>
    public string Name { get; init; } = "custom";

    /// <summary>Version of the bundle.</summary>
    public string Version { get; init; } = "1";

    /// <summary>SPDX identifier of the licence the weights are given under.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>The command line, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sizes of MusiCNN.</summary>
    public MusiCnnConfig MusiCnn { get; init; } = MusiCnnConfig.Small;

    /// <summary>Optimiser steps of each model.</summary>
    public int MusicSteps { get; init; } = 6000;

    /// <inheritdoc cref="MusicSteps"/>
    public int WordsSteps { get; init; } = 6000;

    /// <inheritdoc cref="MusicSteps"/>
    public int ModelSteps { get; init; } = 3000;

    /// <summary>Clips in a step of ViML; each is compared with all others.</summary>
    public int ModelBatch { get; init; } = 512;

    /// <summary>Windows in a step of MusiCNN.</summary>
    public int MusicBatch { get; init; } = 32;

    /// <summary>Whether ViML has the sizes of the paper's design instead of those that fit the built-in bundle.</summary>
    public bool FullModel { get; init; }

    /// <summary>Probability of text dropout.</summary>
    public double TextDropout { get; init; } = 0.5;

    /// <summary>Probability of video dropout.</summary>
    public double VideoDropout { get; init; } = 0.1;

    /// <summary>Dropout inside ViML's Transformers.</summary>
    public double ModelDropout { get; init; } = 0.1;

    /// <inheritdoc cref="VideoMusicConfig.TagWeight"/>
    public double TagWeight { get; init; }

    /// <summary>Tracks each query is ranked against in the evaluation; the whole test split where it is smaller.</summary>
    public int Pool { get; init; } = 500;

    /// <summary>Checks the options, and with them the sizes and dropouts of the models they make.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public TrainingOptions Validate()
    {
        new ConfigFaults(nameof(TrainingOptions))
            .Require(Seed >= 0, $"{nameof(Seed)} must not be negative, is {Seed}")
            .Size(MusicSteps, nameof(MusicSteps), MostSteps)
            .Size(WordsSteps, nameof(WordsSteps), MostSteps)
            .Size(ModelSteps, nameof(ModelSteps), MostSteps)
            .Require(ModelBatch is >= 2 and <= MostInBatch, $"{nameof(ModelBatch)} must be between 2 and {MostInBatch}, is {ModelBatch}")
            .Size(MusicBatch, nameof(MusicBatch), MostInBatch)
            .Require(Pool >= 2, $"{nameof(Pool)} must be at least 2, is {Pool}")
            .Include(() => MusiCnn.Validate())
            .Include(() => ModelFor(video: 1, music: 1, text: 1).Validate())
            .ThrowIfAny();
        return this;
    }

    internal VideoMusicConfig ModelFor(int video, int music, int text) =>
        (FullModel ? VideoMusicConfig.Default(video, music, text) : VideoMusicConfig.Compact(video, music, text)) with
        {
            Dropout = (float)ModelDropout,
            TextDropout = TextDropout,
            VideoDropout = VideoDropout,
            TagWeight = TagWeight,
        };
}
