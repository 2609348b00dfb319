using System.Text.Json;
using System.Text.Json.Serialization;

namespace Viml.Library.PublicModels;

/// <summary>A file of a model: its name, its source, and its expected content.</summary>
/// <param name="Name">A file name without a folder.</param>
/// <param name="Address">Its address at the publisher.</param>
/// <param name="Size">Bytes; null where unknown.</param>
/// <param name="Sha256">Lower-case hexadecimal; null where unknown.</param>
public sealed record ModelFile(string Name, string Address, long? Size, string? Sha256);

/// <summary>A public model.</summary>
/// <param name="Name">The name by which it is installed.</param>
/// <param name="Purpose">Its purpose.</param>
/// <param name="Licence">The licence of the weights, as the publisher states it.</param>
/// <param name="CommercialUse">Whether the licence allows commercial use.</param>
/// <param name="Source">The publisher's page.</param>
/// <param name="Revision">The commit, or another identifier of exactly these files.</param>
/// <param name="Files">Its files.</param>
public sealed record PublicModel(
    string Name, string Purpose, string Licence, bool CommercialUse, string Source, string Revision, IReadOnlyList<ModelFile> Files)
{
    /// <summary>Bytes of all files whose size is known.</summary>
    [JsonIgnore]
    public long Size => Files.Sum(file => file.Size ?? 0);

    /// <summary>The licence, with a warning where it forbids commercial use.</summary>
    [JsonIgnore]
    public string LicenceText => CommercialUse ? Licence : $"{Licence}, which FORBIDS COMMERCIAL USE";
}

/// <summary>The public models the program knows: <c>models.json</c> beside this file.</summary>
/// <param name="Models">In the order of the file.</param>
public sealed record ModelRegistry(IReadOnlyList<PublicModel> Models)
{
    private static readonly Lazy<ModelRegistry> Embedded = new(ReadEmbedded);

    /// <summary>The registry of this build.</summary>
    public static ModelRegistry Default => Embedded.Value;

    /// <summary>The model of this name.</summary>
    /// <exception cref="ModelStoreException">There is none; the message lists the known ones.</exception>
    public PublicModel Find(string name) =>
        Models.FirstOrDefault(model => model.Name == name)
            ?? throw new ModelStoreException(
                name, $"No public model is called '{name}'. Available: {string.Join(", ", Models.Select(model => model.Name))}.");

    private static ModelRegistry ReadEmbedded()
    {
        using var stream = typeof(ModelRegistry).Assembly.GetManifestResourceStream("models.json")
            ?? throw new InvalidOperationException("The resource models.json is missing from this build.");
        return JsonSerializer.Deserialize(stream, StoreJson.Default.ModelRegistry)
            ?? throw new InvalidOperationException("The resource models.json is empty.");
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelRegistry))]
[JsonSerializable(typeof(InstalledModel))]
internal sealed partial class StoreJson : JsonSerializerContext;
