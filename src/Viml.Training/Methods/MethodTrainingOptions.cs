using Viml.Models;

namespace Viml.Training.Methods;

/// <summary>How one method is trained and measured on a dataset.</summary>
public sealed record MethodTrainingOptions
{
    /// <summary>The dataset folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>The folder to write.</summary>
    public required string Output { get; init; }

    /// <summary>Folder for checkpoints and run records, from which an interrupted run resumes.</summary>
    public required string Work { get; init; }

    /// <summary>The method, one of <see cref="Names"/>.</summary>
    public required string Method { get; init; }

    /// <summary>The texts that ViML is trained on, one of <see cref="TextSource.All"/>.</summary>
    public string Text { get; init; } = TextSource.Tags;

    /// <summary>Encoders and sizes; the sizes are those of <see cref="Training"/>.</summary>
    public MethodPreset Preset { get; init; } = MethodPreset.Ours;

    /// <summary>How.</summary>
    public MethodOptions Training { get; init; } = new();

    /// <summary>Clips that a query of the test split is ranked against; fewer where there are fewer.</summary>
    public int Pool { get; init; } = 2000;

    /// <summary>Pools that are drawn.</summary>
    public int Pools { get; init; } = 20;

    /// <summary>The command line, for the record.</summary>
    public string Command { get; init; } = "";

    /// <summary>What can be trained.</summary>
    public static IReadOnlyList<string> Names => [.. KnownMethods.Names.Where(name => name != "chance")];

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">Something is not usable; the message lists every fault.</exception>
    public MethodTrainingOptions Validate()
    {
        new ConfigFaults(nameof(MethodTrainingOptions))
            .Include(() => Training.Validate())
            .Require(Names.Contains(Method), $"{nameof(Method)} must be one of {string.Join(", ", Names)}, is {Method}")
            .Require(TextSource.All.Contains(Text), $"{nameof(Text)} must be one of {string.Join(", ", TextSource.All)}, is {Text}")
            .Require(Preset.VideoEncoders.Count > 0, $"{nameof(Preset)} has no video encoder")
            .Require(Pool >= 2, $"{nameof(Pool)} must be at least 2, is {Pool}")
            .Require(Pools is >= 1 and <= 10_000, $"{nameof(Pools)} must be from 1 to 10000, is {Pools}")
            .ThrowIfAny();
        return this;
    }
}
