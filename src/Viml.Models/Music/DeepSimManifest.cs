using System.Text.Json;
using System.Text.Json.Serialization;

namespace Viml.Models.Music;

/// <summary>The contents of <c>deepsim.json</c>, which describes a trained DeepSim.</summary>
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

    /// <summary>
    /// The mean distance between two pieces of the validation split in each dimension: the distance that counts as not similar.
    /// </summary>
    public required PerDimension TypicalDistance { get; init; }

    /// <summary>How the weights were made.</summary>
    public required TrainingRecord Training { get; init; }

    /// <summary>Accuracies on triplets of the test split, by model, space and dimension.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();

    /// <summary>Reads <c>deepsim.json</c>.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, not JSON, or has a wrong, unknown or missing key.</exception>
    internal static DeepSimManifest Read(string path) => ManifestFile.Read(path, json => new DeepSimManifest
    {
        Schema = json.Count("schema"),
        Name = json.Text("name"),
        Version = json.Text("version"),
        Licence = json.Text("licence"),
        Created = json.Time("created"),
        Network = json.Object("network", sizes => new DeepSimConfig { Unit = sizes.Count("unit") }),
        TypicalDistance = json.Object("typicalDistance", distance => new PerDimension(
            distance.Number("genre"), distance.Number("mood"), distance.Number("instruments"), distance.Number("tempo"))),
        Training = json.Object("training", ManifestFile.Training),
        Evaluation = json.Object("evaluation", ManifestFile.Evaluation),
    });

    /// <summary>Writes <c>deepsim.json</c>.</summary>
    internal void Write(string path) => ManifestFile.Write(path, JsonSerializer.Serialize(this, DeepSimForm.Instance.DeepSimManifest));
}

/// <summary>The shape of what is written.</summary>
[JsonSerializable(typeof(DeepSimManifest))]
internal sealed partial class DeepSimForm : JsonSerializerContext
{
    public static DeepSimForm Instance { get; } = new(new JsonSerializerOptions(ManifestFile.Options));
}
