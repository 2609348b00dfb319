using Viml.Models;
using Viml.Models.Music;

namespace Viml.Training.Fitting.Teaching;

/// <summary>What MusiCNN learns beside the tags of a dataset: what public taggers hear in recordings.</summary>
public sealed record TeachingOptions
{
    /// <summary>Folders of recordings to train on; none trains on the dataset alone.</summary>
    public IReadOnlyList<string> Recordings { get; init; } = [];

    /// <summary>Folders of recordings by others, to choose the best network by and to measure it on.</summary>
    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>Folders of sounds that are no music: speech, noise, silence.</summary>
    public IReadOnlyList<string> OtherSounds { get; init; } = [];

    /// <summary>The public taggers that say what is heard.</summary>
    public IReadOnlyList<string> Teachers { get; init; } = PublicTagger.Names;

    /// <summary>Share of the windows of a batch that come from the dataset.</summary>
    public double DatasetShare { get; init; } = 0.2;

    /// <summary>Share of the windows of a batch that are no music, where there are other sounds.</summary>
    public double OtherShare { get; init; } = 0.07;

    /// <summary>Whether there are recordings to learn from.</summary>
    internal bool IsOn => Recordings.Count > 0;

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public TeachingOptions Validate()
    {
        new ConfigFaults(nameof(TeachingOptions))
            .Require(IsOn || (HeldOut.Count == 0 && OtherSounds.Count == 0),
                $"{nameof(HeldOut)} and {nameof(OtherSounds)} need {nameof(Recordings)} beside them")
            .Require(!IsOn || HeldOut.Count > 0, $"{nameof(Recordings)} need {nameof(HeldOut)} beside them")
            .Require(!IsOn || Teachers.Count > 0, $"{nameof(Recordings)} need {nameof(Teachers)}")
            .Require(Teachers.All(PublicTagger.Names.Contains),
                $"{nameof(Teachers)} must be among {string.Join(", ", PublicTagger.Names)}, are {string.Join(", ", Teachers)}")
            .Require(Teachers.Distinct().Count() == Teachers.Count, $"{nameof(Teachers)} must differ, are {string.Join(", ", Teachers)}")
            .Require(DatasetShare is >= 0 and < 1, $"{nameof(DatasetShare)} must be in [0, 1), is {DatasetShare}")
            .Require(OtherShare is >= 0 and < 1 && DatasetShare + OtherShare < 1,
                $"{nameof(OtherShare)} must leave room for recordings, is {OtherShare}")
            .ThrowIfAny();
        return this;
    }
}
