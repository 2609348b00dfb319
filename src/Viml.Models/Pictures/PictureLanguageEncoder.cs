using Viml.Engine.Weights;
using Viml.Models.MiniLm;
using Viml.Models.ResNet;

namespace Viml.Models.Pictures;

/// <summary>
/// What ResNet18 sees in one frame per second, as a unit vector in the space of MiniLM's sentences; zeros where the picture is like no
/// photograph. Thread-safe.
/// </summary>
public sealed class PictureLanguageEncoder : IVideoEncoder
{
    /// <summary>The name by which bundles and users choose it.</summary>
    public const string EncoderName = "resnet18-minilm";

    /// <summary>The version of the code; changes whenever the same frames would give other features.</summary>
    public const string CodeVersion = "1";

    /// <summary>Numbers per second.</summary>
    public static int FeatureWidth => MiniLmConfig.L6.Width;

    private const string ManifestName = "pictures.json";
    private const string WeightsName = "map.safetensors";

    private readonly ResNetEncoder _pictures;
    private readonly PictureMap _map;

    private PictureLanguageEncoder(ResNetEncoder pictures, PictureMap map, PictureMapManifest manifest) =>
        (_pictures, _map, Version, Licence) = (pictures, map, manifest.Version, manifest.Licence);

    /// <inheritdoc/>
    public string Name => EncoderName;

    /// <inheritdoc/>
    public string Version { get; }

    /// <inheritdoc/>
    public string? Licence { get; }

    /// <inheritdoc/>
    public int Width => _map.Outputs;

    /// <inheritdoc/>
    public double Rate => _pictures.Rate;

    /// <inheritdoc/>
    public EncoderCost? Cost => ResNetModel.Cost;

    /// <inheritdoc/>
    public IReadOnlyList<LanguageColumns> Language =>
        [new(MiniLmEncoder.EncoderName, MiniLmEncoder.CodeVersion, 0, Width) { Temperature = 0.05f, Doubt = 0.5f, Certainty = 0.62f }];

    /// <summary>Reads a folder with <c>pictures.json</c> and <c>map.safetensors</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pictures">The encoder on which the map builds.</param>
    /// <exception cref="ModelFileException">
    /// A file is missing or damaged, or the map was made for other versions of the encoders.
    /// </exception>
    /// <exception cref="WeightFileException">The weights are not those of a map.</exception>
    public static PictureLanguageEncoder Load(string folder, ResNetEncoder pictures)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(pictures);
        var (path, weights) = (Path.Combine(folder, ManifestName), Path.Combine(folder, WeightsName));
        var manifest = PictureMapManifest.Read(path);
        if (manifest.Schema != PictureMapManifest.CurrentSchema)
            throw new ModelFileException(path, $"schema {PictureMapManifest.CurrentSchema}", $"schema {manifest.Schema}");
        Require($"{ResNetEncoder.EncoderName} {pictures.Version}", $"{ResNetEncoder.EncoderName} {manifest.ResNet18}");
        Require($"{MiniLmEncoder.EncoderName} {MiniLmEncoder.CodeVersion}", $"{MiniLmEncoder.EncoderName} {manifest.MiniLm}");
        if (!File.Exists(weights))
            throw new ModelFileException(weights, "the weights of the map", "no such file");
        var found = WeightFiles.VersionOf(CodeVersion, weights);
        if (found != manifest.Version)
            throw new ModelFileException(weights, $"the weights of version {manifest.Version}", $"those of version {found}");
        var map = PictureMap.Load(weights, manifest.Farthest);
        if (map.Inputs != pictures.Width || map.Outputs != FeatureWidth)
            throw new ModelFileException(
                weights, $"a map from {pictures.Width} to {FeatureWidth} numbers", $"{map.Inputs} to {map.Outputs}");
        return new PictureLanguageEncoder(pictures, map, manifest);

        void Require(string expected, string stated)
        {
            if (stated != expected) throw new ModelFileException(path, $"a map made for {expected}", $"one made for {stated}");
        }
    }

    /// <summary>Writes the folder of a map: the weights as float16, the card, and the manifest last.</summary>
    /// <param name="folder">The folder; created if it does not exist.</param>
    /// <param name="map">The map.</param>
    /// <param name="manifest">Its description; the version is set here.</param>
    /// <param name="card">The text of <c>card.md</c>.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static PictureMapManifest Write(string folder, PictureMap map, PictureMapManifest manifest, string card)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(manifest);
        Directory.CreateDirectory(folder);
        var (path, weights) = (Path.Combine(folder, ManifestName), Path.Combine(folder, WeightsName));
        File.Delete(path);
        map.Save(weights);
        File.WriteAllText(Path.Combine(folder, "card.md"), card);
        manifest = manifest with { Version = WeightFiles.VersionOf(CodeVersion, weights), Created = manifest.Created.ToUniversalTime() };
        manifest.Write(path);
        return manifest;
    }

    /// <inheritdoc/>
    public IReadOnlyList<FrameRequest> Frames => _pictures.Frames;

    /// <inheritdoc/>
    public FeatureSequence Encode(IReadOnlyList<FrameStream> streams)
    {
        var seen = _pictures.Encode(streams);
        var values = new float[seen.Time * Width];
        for (var step = 0; step < seen.Time; step++)
            _map.Apply(seen.Step(step), values.AsSpan(step * Width, Width));
        return new FeatureSequence(values, seen.Time, Width, Rate);
    }
}
