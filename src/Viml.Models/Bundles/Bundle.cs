using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Weights;
using Viml.Models.Clip;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>
/// A folder with trained models that belong together: <c>bundle.json</c>, the weights and <c>card.md</c>. Loading reads the manifest and checks that the files are
/// there; each model's weights are read and checked when it is first asked for, so that a query in words never touches the music encoder. Thread-safe.
/// </summary>
public sealed class Bundle : IDisposable
{
    private readonly Lazy<IMusicEncoder> _music;
    private readonly Lazy<IVideoEncoder> _video;
    private readonly Lazy<ClipModel> _clip;
    private readonly Lazy<ITextEncoder> _text;
    private readonly Lazy<VideoMusicModel> _model;
    private readonly Lazy<string> _hash;

    private Bundle(string folder, BundleManifest manifest, string sizes, Func<string, string?> publicModel)
    {
        Folder = folder;
        Manifest = manifest;
        _music = new(() => new MusiCnnEncoder(
            MusiCnn.Load(manifest.Encoders.MusiCnn, Verified(BundleFiles.MusiCnn, manifest.Encoders.Music)), manifest.Encoders.Music.Version));
        _clip = new(() => ClipModel.Open(publicModel(ClipModel.VitB32Name) ?? throw new ModelFileException(
            At(BundleFiles.Manifest), $"the weights of {ClipModel.VitB32Name}, which the bundle was trained with",
            $"none on this machine. Get them with: viml models pull {ClipModel.VitB32Name}")));
        _video = new(() => IsScene(manifest) ? new SceneEncoder() : Same(manifest.Encoders.Video, new ClipVideoEncoder(ClipModel.VitB32Name, _clip.Value)));
        _text = new(() => manifest.Encoders.Words is { } words
            ? new WordsEncoder(WordsModel.Load(words, Verified(BundleFiles.Words, manifest.Encoders.Text)), manifest.Encoders.Text.Version)
            : Same(manifest.Encoders.Text, new ClipTextEncoder(ClipModel.VitB32Name, _clip.Value)));
        _model = new(() => VideoMusicModel.Load(manifest.Model, At(BundleFiles.Model)));
        _hash = new(() => ComputeHash(sizes));
    }

    /// <summary>The folder it was loaded from.</summary>
    public string Folder { get; }

    /// <summary>What <c>bundle.json</c> says.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>
    /// SHA-256 over the sizes and versions in the manifest and over every weight file: two bundles of the same hash give the same results. Reads the files
    /// once, when first asked for.
    /// </summary>
    public string Hash => _hash.Value;

    /// <summary>The music encoder and tagger.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    /// <exception cref="ModelFileException">Its file is not the one the manifest speaks of.</exception>
    public IMusicEncoder Music => _music.Value;

    /// <summary>The video encoder.</summary>
    /// <exception cref="ModelFileException">The public model it needs is missing, or is not the one the bundle was trained with.</exception>
    public IVideoEncoder Video => _video.Value;

    /// <summary>The text encoder.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    /// <exception cref="ModelFileException">Its file is not the one the manifest speaks of.</exception>
    public ITextEncoder Text => _text.Value;

    /// <summary>The ViML model.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    public VideoMusicModel Model => _model.Value;

    /// <summary>The tags the models speak about.</summary>
    public TagVocabulary Tags => TagVocabulary.Default;

    /// <summary>Loads the bundle in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="publicModel">Where the weights of a public model lie; null where they are not on this machine. Asked when such an encoder is first used.</param>
    /// <exception cref="ModelFileException">
    /// A file is missing, the manifest has a wrong, unknown or missing key, was written for another version of this program, or its parts do not fit.
    /// </exception>
    public static Bundle Load(string folder, Func<string, string?>? publicModel = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.GetFullPath(folder);
        var path = Path.Combine(full, BundleFiles.Manifest);
        if (!Directory.Exists(full))
            throw new ModelFileException(full, "the folder of a bundle", "no such folder");
        var (manifest, sizes) = ManifestJson.ReadBundle(path);
        Check(manifest, path);
        foreach (var name in BundleFiles.Weights(manifest.Encoders.Words is not null))
            if (!File.Exists(Path.Combine(full, name)))
                throw new ModelFileException(Path.Combine(full, name), "a file with weights", "none");
        return new Bundle(full, manifest, sizes, publicModel ?? (_ => null));
    }

    /// <summary>Releases what the bundle holds. Models that were taken from it stay usable.</summary>
    public void Dispose()
    {
        // Weights are converted or copied on write when read: nothing of the files stays open. The type is disposable so that callers
        // need not change when a model comes to hold a file or a cache.
    }

    private static void Check(BundleManifest manifest, string path)
    {
        if (manifest.Schema != BundleManifest.CurrentSchema)
            throw new ModelFileException(path, $"schema {BundleManifest.CurrentSchema}", $"schema {manifest.Schema}");
        var scene = new SceneEncoder();
        if (IsScene(manifest))
            CheckEncoder("video", manifest.Encoders.Video, scene.Name, scene.Version);
        else
            CheckEncoder("video", manifest.Encoders.Video, ClipModel.VitB32Name, ClipModel.CodeVersion);
        CheckEncoder("music", manifest.Encoders.Music, MusiCnnEncoder.EncoderName, MusiCnnEncoder.CodeVersion);
        if (manifest.Encoders.Words is not null)
            CheckEncoder("text", manifest.Encoders.Text, WordsEncoder.EncoderName, WordsEncoder.CodeVersion);
        else
            CheckEncoder("text", manifest.Encoders.Text, ClipModel.VitB32Name, ClipModel.CodeVersion);
        if (manifest.Vocabulary != TagVocabulary.Default.Hash)
            throw new ModelFileException(path, $"the vocabulary {TagVocabulary.Default.Hash}", manifest.Vocabulary);
        try
        {
            manifest.Encoders.MusiCnn.Validate();
            manifest.Encoders.Words?.Validate();
            manifest.Model.Validate();
        }
        catch (ArgumentException error)
        {
            throw new ModelFileException(path, "usable sizes", error.Message, error);
        }
        BundleFit.Check(
            manifest.Encoders.Video.Name, manifest.Encoders.MusiCnn, manifest.Encoders.Words, manifest.Model,
            faults => new ModelFileException(path, "parts that fit together", faults));

        void CheckEncoder(string modality, EncoderReference reference, string name, string version)
        {
            if (reference.Name != name || reference.Version.Split('-')[0] != version)
                throw new ModelFileException(
                    path, $"the {modality} encoder {name} version {version}",
                    $"{reference.Name} version {reference.Version}; train the bundle again with this program or use the program it was made with");
        }
    }

    // Anything but CLIP's name is taken for scene, whose check says what is wrong with it.
    private static bool IsScene(BundleManifest manifest) => manifest.Encoders.Video.Name != ClipModel.VitB32Name;

    private IVideoEncoder Same(EncoderReference reference, IVideoEncoder found) => RequireSame(reference, found.Version, found);

    private ITextEncoder Same(EncoderReference reference, ITextEncoder found) => RequireSame(reference, found.Version, found);

    private T RequireSame<T>(EncoderReference reference, string version, T found) =>
        version == reference.Version
            ? found
            : throw new ModelFileException(
                At(BundleFiles.Manifest), $"the weights of {reference.Name} {reference.Version}, which the bundle was trained with", $"those of {version} on this machine");

    /// <summary>The path of an encoder's weights, after checking that they are those the model was trained with.</summary>
    private string Verified(string name, EncoderReference reference)
    {
        var path = At(name);
        var version = BundleFiles.VersionOf(reference.Version.Split('-')[0], path);
        if (version != reference.Version)
            throw new ModelFileException(path, $"the weights of {reference.Name} {reference.Version}", $"those of {version}");
        return path;
    }

    private string At(string name) => Path.Combine(Folder, name);

    private string ComputeHash(string sizes)
    {
        var parts = new StringBuilder();
        parts.Append(sizes).Append(Manifest.Vocabulary);
        foreach (var name in BundleFiles.Weights(Manifest.Encoders.Words is not null))
            parts.Append('\n').Append(BundleFiles.HashOf(At(name)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts.ToString())));
    }
}
