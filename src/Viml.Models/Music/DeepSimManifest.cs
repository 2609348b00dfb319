using Viml.Models.Bundles;

namespace Viml.Models.Music;

/// <summary>What <c>deepsim.json</c> says of a trained DeepSim.</summary>
public sealed record DeepSimManifest
{
    /// <summary>The schema this program reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the format of this file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>Version of code and weights; embeddings of different versions cannot be compared.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>When the model was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Sizes of <c>deepsim.safetensors</c>.</summary>
    public required DeepSimConfig Network { get; init; }

    /// <summary>The mean distance between two pieces of the validation split in each dimension: what "not alike" is.</summary>
    public required PerDimension TypicalDistance { get; init; }

    /// <summary>How the weights were made.</summary>
    public required BundleTraining Training { get; init; }

    /// <summary>Accuracies on triplets of the test split, by model, space and dimension.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();
}
