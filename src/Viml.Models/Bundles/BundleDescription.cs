namespace Viml.Models.Bundles;

/// <summary>What the maker of a bundle states about it; the rest of the manifest follows from the models.</summary>
public sealed record BundleDescription
{
    /// <summary>Name of the bundle, such as <c>builtin</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the bundle.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>When the bundle was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>How the weights were made.</summary>
    public required TrainingRecord Training { get; init; }

    /// <summary>Figures measured on data that no part of the bundle was trained on, by name.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();

    /// <summary>The text of <c>card.md</c>: what the bundle is and is not, for its users.</summary>
    public required string Card { get; init; }
}
