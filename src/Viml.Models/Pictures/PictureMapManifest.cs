using System.Text.Json;
using System.Text.Json.Serialization;

namespace Viml.Models.Pictures;

/// <summary>The contents of <c>pictures.json</c>, which describes a map from pictures to texts.</summary>
public sealed record PictureMapManifest
{
    /// <summary>The schema this program reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the format of this file.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Version of code and weights.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>When the map was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The version of the picture encoder whose features it takes.</summary>
    public required string ResNet18 { get; init; }

    /// <summary>The version of the text encoder into whose space it leads.</summary>
    public required string MiniLm { get; init; }

    /// <summary>The squared distance to the nearest photograph above which nothing is recognised.</summary>
    public required double Farthest { get; init; }

    /// <summary>How the weights were made.</summary>
    public required TrainingRecord Training { get; init; }

    /// <summary>How well photographs of classes that a map never saw are named.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();

    /// <summary>Reads <c>pictures.json</c>.</summary>
    /// <exception cref="ModelFileException">The file is missing, too large, not JSON, or has a wrong, unknown or missing key.</exception>
    internal static PictureMapManifest Read(string path) => ManifestFile.Read(path, json => new PictureMapManifest
    {
        Schema = json.Count("schema"),
        Version = json.Text("version"),
        Licence = json.Text("licence"),
        Created = json.Time("created"),
        ResNet18 = json.Text("resNet18"),
        MiniLm = json.Text("miniLm"),
        Farthest = json.Number("farthest"),
        Training = json.Object("training", ManifestFile.Training),
        Evaluation = json.Object("evaluation", ManifestFile.Evaluation),
    });

    /// <summary>Writes <c>pictures.json</c>.</summary>
    internal void Write(string path) =>
        ManifestFile.Write(path, JsonSerializer.Serialize(this, PictureMapForm.Instance.PictureMapManifest));
}

/// <summary>The shape of what is written.</summary>
[JsonSerializable(typeof(PictureMapManifest))]
internal sealed partial class PictureMapForm : JsonSerializerContext
{
    public static PictureMapForm Instance { get; } = new(new JsonSerializerOptions(ManifestFile.Options));
}
