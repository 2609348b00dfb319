using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Viml.Engine.Weights;
using Viml.Models.Clip.Image;
using Viml.Models.Clip.Text;

namespace Viml.Models.Clip;

/// <summary>
/// A CLIP model in a folder: as Hugging Face lays it out (<c>config.json</c>, <c>model.safetensors</c> or its shards, <c>vocab.json</c>,
/// <c>merges.txt</c>, <c>preprocessor_config.json</c>), or the original archive or state dict, whose sizes follow from its shapes. Opening
/// reads names and shapes; each part is read when it is first asked for. Thread-safe.
/// </summary>
public sealed class ClipModel : IDisposable
{
    /// <summary>The version of preprocessing, tokenizer and networks.</summary>
    public const string CodeVersion = "1";

    /// <summary>The name of ViT-B/32 as the original authors published it, for images and texts.</summary>
    public const string VitB32Name = "clip-vit-b32";

    private const string ConfigName = "config.json", WeightsName = "model.safetensors", IndexName = "model.safetensors.index.json";

    // What belongs to neither tower and is not used: the scale of similarities, and sizes that original archives carry as tensors.
    private static readonly string[] Unused = ["logit_scale", "input_resolution", "context_length", "vocab_size"];
    private static readonly string[] Prefixes = ["vision_model.", "visual_projection.", "text_model.", "text_projection."];

    private readonly string _folder;
    private readonly IDisposable _file;
    private readonly IWeightSource _weights;
    private readonly Lazy<ClipImageTower> _images;
    private readonly Lazy<ClipTextTower> _texts;
    private readonly Lazy<ClipTokenizer> _tokenizer;
    private readonly Lazy<string> _version;

    private ClipModel(string folder, IDisposable file, IWeightSource weights, ClipConfig config)
    {
        (_folder, _file, _weights, Config) = (folder, file, weights, config);
        ImageConfig = ReadImageConfig();
        _images = new(() => ClipImageTower.Load(Config, _weights));
        _texts = new(() => ClipTextTower.Load(Config, _weights));
        _tokenizer = new(ReadTokenizer);
        _version = new(() => $"{CodeVersion}-{Fingerprint()[..8]}");
    }

    /// <summary>The sizes.</summary>
    public ClipConfig Config { get; }

    /// <summary>What is done to images.</summary>
    public ClipImageConfig ImageConfig { get; }

    /// <summary>The version of the code and digits that follow from the weights, whatever file format they are in.</summary>
    public string Version => _version.Value;

    /// <summary>The image tower.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public ClipImageTower Images => _images.Value;

    /// <summary>The text tower.</summary>
    /// <exception cref="WeightFileException">A tensor is missing, surplus or of another shape.</exception>
    public ClipTextTower Texts => _texts.Value;

    /// <summary>The tokenizer.</summary>
    /// <exception cref="ModelFileException">Its files are missing, or do not fit each other or the weights.</exception>
    public ClipTokenizer Tokenizer => _tokenizer.Value;

    /// <summary>Opens a folder, or a weight file in it.</summary>
    /// <exception cref="ModelFileException">There is no model, or its <c>config.json</c> is not usable.</exception>
    /// <exception cref="WeightFileException">The weight file is not usable, or has tensors that belong to no part of the model.</exception>
    public static ClipModel Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var weightsPath = Directory.Exists(full) ? FindWeights(full) : full;
        var folder = Path.GetDirectoryName(weightsPath)!;
        if (!File.Exists(weightsPath))
            throw new ModelFileException(full, "a folder or a file", "none");
        var file = WeightFile.Open(weightsPath);
        try
        {
            var isOriginal = OriginalClipWeights.Fit(file);
            var weights = isOriginal ? new OriginalClipWeights(file) : (IWeightSource)file;
            var unexpected = weights.Names.Where(
                name => !Unused.Contains(name) && !Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))).ToList();
            if (unexpected.Count > 0)
                throw new WeightFileException(weightsPath, "the tensors of a CLIP model", $"unexpected: {string.Join(", ", unexpected)}");
            var configPath = Path.Combine(folder, ConfigName);
            var config = isOriginal && !File.Exists(configPath)
                ? OriginalClipWeights.ConfigOf(file)
                : ClipConfigFile.Read(configPath);
            return new ClipModel(folder, file, weights, config);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Ends reading. Towers that were taken stay usable.</summary>
    public void Dispose() => _file.Dispose();

    private static string FindWeights(string folder)
    {
        foreach (var name in new[] { WeightsName, IndexName })
            if (File.Exists(Path.Combine(folder, name)))
                return Path.Combine(folder, name);
        var others = Directory.EnumerateFiles(folder).Where(
            file => Path.GetExtension(file) is ".pt" or ".pth" or ".bin" or ".safetensors").ToList();
        return others is [var only]
            ? only
            : throw new ModelFileException(
                folder, $"{WeightsName}, {IndexName} or one .pt file", others.Count == 0 ? "none" : $"{others.Count} weight files");
    }


    private ClipImageConfig ReadImageConfig()
    {
        var path = Path.Combine(_folder, "preprocessor_config.json");
        if (!File.Exists(path))
            return ClipImageConfig.Original with { Size = Config.ImageSize };
        var read = ClipImageConfig.Read(path);
        return read.Size == Config.ImageSize
            ? read
            : throw new ModelFileException(path, $"the image size of the weights, {Config.ImageSize}", $"{read.Size}");
    }

    private ClipTokenizer ReadTokenizer()
    {
        var path = Path.Combine(_folder, "vocab.json");
        var tokenizer = ClipTokenizer.Load(path, Path.Combine(_folder, "merges.txt"));
        return tokenizer.VocabularySize == Config.Vocabulary
            ? tokenizer
            : throw new ModelFileException(path, $"as many tokens as the weights have, {Config.Vocabulary}", $"{tokenizer.VocabularySize}");
    }

    // Training moves every parameter, so the two projections into the joint space tell models apart; they are small and the same in every
    // format.
    private string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in new[] { "visual_projection.weight", "text_projection.weight" })
            hash.AppendData(MemoryMarshal.AsBytes(_weights.Read(name).Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
