using Viml.Engine.Weights;

namespace Viml.Models.Music;

/// <summary>
/// MusiCNN with public weights (minzwon/sota-music-tagging-models): an encoder that gives the 200 features of the penultimate layer per 3
/// s, and the meaning of its 50 tags.
/// </summary>
public sealed class PublicTagger
{
    private static readonly Dictionary<string, IReadOnlyList<PublicTag>> Known = new()
    {
        ["musicnn-jamendo"] = PublicTags.Jamendo,
        ["musicnn-mtat"] = PublicTags.MagnaTagATune,
    };

    private PublicTagger(string name, IMusicEncoder encoder) => (Name, Encoder, Tags) = (name, encoder, Known[name]);

    /// <summary>The names of the public taggers, which are also those of their models in the store.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Known.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The tags of a tagger by index.</summary>
    /// <exception cref="ArgumentException">There is no such tagger.</exception>
    public static IReadOnlyList<PublicTag> TagsOf(string name) => Known.GetValueOrDefault(name)
        ?? throw new ArgumentException($"No public tagger is called '{name}'. Available: {string.Join(", ", Names)}.", nameof(name));

    /// <summary>Numbers per feature vector.</summary>
    public static int Width => MusiCnnConfig.Full.Features;

    /// <summary>What the network costs.</summary>
    public static EncoderCost Cost => MusiCnnEncoder.OfPublicWeights(MusiCnn.Random(MusiCnnConfig.Full, 0), "", "").Cost!;

    /// <summary>The name of this one.</summary>
    public string Name { get; }

    /// <summary>Features of width 200 and probabilities of <see cref="Tags"/>.</summary>
    public IMusicEncoder Encoder { get; }

    /// <summary>The tags by index.</summary>
    public IReadOnlyList<PublicTag> Tags { get; }

    /// <summary>Loads the weights of a tagger from a PyTorch checkpoint or a safetensors file made of it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="path">The weights, or a folder with them as NAME.pth.</param>
    /// <exception cref="ModelFileException">The file does not exist.</exception>
    /// <exception cref="WeightFileException">The file is damaged, or a tensor is missing, surplus or of another shape.</exception>
    public static PublicTagger Load(string name, string path)
    {
        _ = TagsOf(name);
        var file = Directory.Exists(path) ? Path.Combine(path, name + ".pth") : path;
        if (!File.Exists(file))
            throw new ModelFileException(file, $"the weights of {name}", "no such file");
        var network = MusiCnn.Load(MusiCnnConfig.Full, file);
        return new PublicTagger(
            name, MusiCnnEncoder.OfPublicWeights(network, name, WeightFiles.VersionOf(MusiCnnEncoder.CodeVersion, file)));
    }
}
