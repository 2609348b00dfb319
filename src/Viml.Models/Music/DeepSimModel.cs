using Viml.Engine.Weights;

namespace Viml.Models.Music;

/// <summary>
/// A trained DeepSim as a folder: <c>deepsim.json</c>, <c>deepsim.safetensors</c> and <c>card.md</c>. Weights are read when first asked
/// for. Thread-safe.
/// </summary>
public sealed class DeepSimModel
{
    /// <summary>The manifest's file name, by which a folder is known to hold a DeepSim.</summary>
    public const string ManifestName = "deepsim.json";

    private const string WeightsFile = "deepsim.safetensors";

    private readonly Lazy<DeepSimEncoder> _encoder;

    private DeepSimModel(string folder, DeepSimManifest manifest, string name)
    {
        (Folder, Manifest, Name) = (folder, manifest, name);
        _encoder = new(LoadEncoder);
    }

    /// <summary>The folder it was loaded from.</summary>
    public string Folder { get; }

    /// <summary>The contents of <c>deepsim.json</c>.</summary>
    public DeepSimManifest Manifest { get; }

    /// <summary>The name of its encoder.</summary>
    public string Name { get; }

    /// <summary>The encoder.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    /// <exception cref="ModelFileException">Its file is not the one that the manifest names.</exception>
    public DeepSimEncoder Encoder => _encoder.Value;

    /// <summary>Whether a folder has the manifest of a DeepSim.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, ManifestName));

    /// <summary>Loads the model in a folder.</summary>
    /// <exception cref="ModelFileException">A file is missing, or the manifest has a wrong, unknown or missing key.</exception>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The name of its encoder, where several are installed.</param>
    public static DeepSimModel Load(string folder, string name = DeepSimEncoder.EncoderName)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.GetFullPath(folder);
        var path = Path.Combine(full, ManifestName);
        if (!File.Exists(path))
            throw new ModelFileException(path, "the manifest of a DeepSim model, as 'viml train deepsim' writes it", "no such file");
        var manifest = DeepSimManifest.Read(path);
        if (manifest.Schema != DeepSimManifest.CurrentSchema)
            throw new ModelFileException(path, $"schema {DeepSimManifest.CurrentSchema}", $"schema {manifest.Schema}");
        if (manifest.TypicalDistance.ToList().Any(distance => !(distance > 0)))
            throw new ModelFileException(path, "typical distances above 0", string.Join(", ", manifest.TypicalDistance.ToList()));
        ManifestFile.Validate(path, () => manifest.Network.Validate());
        if (!File.Exists(Path.Combine(full, WeightsFile)))
            throw new ModelFileException(Path.Combine(full, WeightsFile), "the weights of the model", "no such file");
        return new DeepSimModel(full, manifest, name);
    }

    /// <summary>
    /// Writes a model into a folder, which is created if it does not exist: weights as float16, the card, and the manifest last.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The description of the model; its version is set here.</param>
    /// <param name="network">The network.</param>
    /// <param name="card">The text of <c>card.md</c>.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static DeepSimManifest Write(string folder, DeepSimManifest manifest, DeepSim network, string card)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(network);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, ManifestName);
        File.Delete(path);
        network.Parameters.Save(Path.Combine(folder, WeightsFile), WeightType.F16);
        File.WriteAllText(Path.Combine(folder, "card.md"), card);
        manifest = manifest with
        {
            Version = WeightFiles.VersionOf(DeepSimEncoder.CodeVersion, Path.Combine(folder, WeightsFile)),
            Network = network.Config,
            Created = manifest.Created.ToUniversalTime(),
        };
        manifest.Write(path);
        return manifest;
    }

    private DeepSimEncoder LoadEncoder()
    {
        var path = Path.Combine(Folder, WeightsFile);
        var found = WeightFiles.VersionOf(DeepSimEncoder.CodeVersion, path);
        if (found != Manifest.Version)
            throw new ModelFileException(path, $"the weights of version {Manifest.Version}", $"those of version {found}");
        return new DeepSimEncoder(DeepSim.Load(Manifest.Network, path), Manifest.Version, Name, Manifest.Licence);
    }
}
