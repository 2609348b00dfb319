using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.VideoMusic;
using Viml.Models.Words;
using Viml.Training.Fitting.Teaching;

namespace Viml.Training.Fitting;

/// <summary>How a bundle is made from a dataset.</summary>
public sealed record TrainingOptions
{
    /// <summary>Most examples in a step.</summary>
    public const int MaximumBatch = 65_536;

    /// <summary>Most steps of a text that ViML reads; those of a longer one are resampled.</summary>
    public const int MostTextSteps = 32;

    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The bundle folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>Folder for shards, checkpoints and run records, from which an interrupted run resumes.</summary>
    public required string Work { get; init; }

    /// <summary>Name of the bundle.</summary>
    public string Name { get; init; } = "custom";

    /// <summary>Version of the bundle.</summary>
    public string Version { get; init; } = "1";

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>The command line, for the manifest.</summary>
    public string Command { get; init; } = "";

    /// <summary>Seed of every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The video encoders, whose features stand side by side.</summary>
    public IReadOnlyList<string> VideoEncoders { get; init; } = [SceneEncoder.EncoderName];

    /// <summary>The music encoder: <c>musicnn</c> is trained, any other is used as it is.</summary>
    public string MusicEncoder { get; init; } = MusiCnnEncoder.EncoderName;

    /// <summary>The text encoder: <c>words</c> is trained, any other is used as it is.</summary>
    public string TextEncoder { get; init; } = WordsEncoder.EncoderName;

    /// <summary>Sizes of MusiCNN.</summary>
    public MusiCnnConfig MusiCnn { get; init; } = MusiCnnConfig.Small;

    /// <summary>Weights of MusiCNN that are kept as they are, but for the calibration of the tags; null trains it.</summary>
    public string? MusiCnnWeights { get; init; }

    /// <summary>What MusiCNN learns from recordings.</summary>
    public TeachingOptions Teaching { get; init; } = new();

    /// <summary>How MusiCNN is trained.</summary>
    public FittingOptions Music { get; init; } =
        new() { Steps = 6000, LearningRate = 1e-3, WeightDecay = 1e-4, ClipNorm = 5, ValidateEvery = 500 };

    /// <summary>Windows in a step of MusiCNN; fewer where there are fewer clips.</summary>
    public int MusicBatch { get; init; } = 32;

    /// <summary>How the words encoder is trained.</summary>
    public FittingOptions Words { get; init; } = new() { Steps = 6000, LearningRate = 2e-3, WeightDecay = 0, ValidateEvery = 1000 };

    /// <summary>Texts in a step of the words encoder.</summary>
    public int WordsBatch { get; init; } = 128;

    /// <summary>How ViML is trained.</summary>
    public FittingOptions Model { get; init; } = new() { Steps = 3000, LearningRate = 5e-4, WeightDecay = 0.05, ValidateEvery = 100 };

    /// <summary>Clips in a step of ViML, each compared with all others; fewer where there are fewer.</summary>
    public int ModelBatch { get; init; } = 512;

    /// <summary>Whether ViML has the sizes of the paper's design instead of those of the built-in bundle.</summary>
    public bool FullModel { get; init; }

    /// <summary>Probability of text dropout.</summary>
    public double TextDropout { get; init; } = 0.5;

    /// <summary>Probability of video dropout.</summary>
    public double VideoDropout { get; init; } = 0.1;

    /// <summary>Dropout inside ViML's Transformers.</summary>
    public double ModelDropout { get; init; } = 0.1;

    /// <inheritdoc cref="VideoMusicConfig.TagWeight"/>
    public double TagWeight { get; init; }

    /// <summary>Tracks that each query is ranked against in the evaluation; the whole test split where it is smaller.</summary>
    public int Pool { get; init; } = 500;

    /// <summary>Checks the options, and with them the sizes and dropouts of the models they make.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public TrainingOptions Validate()
    {
        new ConfigFaults(nameof(TrainingOptions))
            .Require(Seed >= 0, $"{nameof(Seed)} must not be negative, is {Seed}")
            .Require(VideoEncoders.Count > 0, $"{nameof(VideoEncoders)} must not be empty")
            .Include(() => Music.Validate(nameof(Music)))
            .Include(() => Words.Validate(nameof(Words)))
            .Include(() => Model.Validate(nameof(Model)))
            .Size(MusicBatch, nameof(MusicBatch), MaximumBatch)
            .Size(WordsBatch, nameof(WordsBatch), MaximumBatch)
            .Require(ModelBatch is >= 2 and <= MaximumBatch, $"{nameof(ModelBatch)} must be between 2 and {MaximumBatch}, is {ModelBatch}")
            .Require(Pool >= 2, $"{nameof(Pool)} must be at least 2, is {Pool}")
            .Include(() => MusiCnn.Validate())
            .Include(() => Teaching.Validate())
            .Require(!Teaching.IsOn || MusicEncoder == MusiCnnEncoder.EncoderName,
                $"{nameof(Teaching)} has recordings to train {MusiCnnEncoder.EncoderName} on, but {nameof(MusicEncoder)} is {MusicEncoder}")
            .Require(MusiCnnWeights is null || MusicEncoder == MusiCnnEncoder.EncoderName,
                $"{nameof(MusiCnnWeights)} are of {MusiCnnEncoder.EncoderName}, but {nameof(MusicEncoder)} is {MusicEncoder}")
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
