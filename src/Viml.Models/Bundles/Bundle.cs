using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Weights;
using Viml.Models.Encoders;
using Viml.Models.Language;
using Viml.Models.Music;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;

namespace Viml.Models.Bundles;

/// <summary>
/// A folder with trained models that belong together: <c>bundle.json</c>, the weights and <c>card.md</c>. Loading reads the manifest and
/// checks that the files exist. Weights are read and checked when a model is first used, so that a text query never reads those of the
/// music encoder. Thread-safe.
/// </summary>
public sealed class Bundle
{
    internal const string ManifestName = "bundle.json", ModelName = "viml.safetensors", CardName = "card.md";

    private readonly EncoderTable _table;
    private readonly Lazy<IMusicEncoder> _music;
    private readonly Lazy<IVideoEncoder> _video;
    private readonly Lazy<ITextEncoder> _text;
    private readonly Lazy<VideoMusicModel> _model;
    private readonly Lazy<AssociationEmbeddings?> _associations;
    private readonly Lazy<TagStatistics?> _statistics;
    private readonly Lazy<ITagHead?> _tagHead;
    private readonly Lazy<string> _hash;

    private Bundle(string folder, BundleManifest manifest, string sizes, EncoderTable table)
    {
        (Folder, Manifest, _table) = (folder, manifest, table);
        _video = new(() => VideoEncoderGroup.Of([.. manifest.Encoders.Video.Select(video => (IVideoEncoder)Open(Modality.Video, video))]));
        _music = new(() => WithTags((IMusicEncoder)Open(Modality.Music, manifest.Encoders.Music)));
        _text = new(() => (ITextEncoder)Open(Modality.Text, manifest.Encoders.Text));
        _model = new(() => VideoMusicModel.Load(manifest.Model, At(ModelName)));
        _associations = new(() => AssociationFile.Read(At(AssociationFile.Name), manifest.Encoders.Text, manifest.Model.TextWidth));
        _statistics = new(() => TagStatisticsFile.Read(At(TagStatisticsFile.Name), manifest.Encoders.Music));
        _tagHead = new(() => manifest.Encoders.MusiCnn is { } network
            ? MusiCnnTagHead.Load(network, At(table.Find(manifest.Encoders.Music.Name, Modality.Music)!.BundleFile!))
            : null);
        _hash = new(() => ComputeHash(sizes));
    }

    /// <summary>The folder it was loaded from.</summary>
    public string Folder { get; }

    /// <summary>The contents of <c>bundle.json</c>.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>
    /// SHA-256 over the sizes and versions in the manifest and over the weights of every model: two bundles of the same hash give the same
    /// embeddings and tags. Reads the files once, at the first use.
    /// </summary>
    public string Hash => _hash.Value;

    /// <summary>
    /// The music encoder and tagger. Where the encoder does not know the tags of the vocabulary, the ViML model gives them.
    /// </summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    /// <exception cref="ModelFileException">Its file is missing or not the one that the manifest names.</exception>
    public IMusicEncoder Music => _music.Value;

    /// <summary>The video encoder; a <see cref="VideoEncoderGroup"/> where the manifest names several.</summary>
    /// <exception cref="ModelFileException">It is not installed, or its weights are not those the bundle was trained with.</exception>
    public IVideoEncoder Video => _video.Value;

    /// <summary>The text encoder.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    /// <exception cref="ModelFileException">Its file is missing or not the one that the manifest names.</exception>
    public ITextEncoder Text => _text.Value;

    /// <summary>The ViML model.</summary>
    /// <exception cref="WeightFileException">Its file has a missing, surplus or misshapen tensor.</exception>
    public VideoMusicModel Model => _model.Value;

    /// <summary>
    /// Where the associations lie in the space of the text encoder. Null where the bundle has no such file, because its text encoder gives
    /// no embeddings of sentences or because it is older, and where the file was made by a program with other associations.
    /// </summary>
    /// <exception cref="WeightFileException">Its file is damaged or was made with another encoder.</exception>
    public AssociationEmbeddings? Associations => _associations.Value;

    /// <summary>Whether the bundle has <see cref="Associations"/> that another version of this program made.</summary>
    /// <exception cref="WeightFileException">Its file is damaged or was made with another encoder.</exception>
    public bool HasStaleAssociations => Associations is null && File.Exists(At(AssociationFile.Name));

    /// <summary>How the tags of the music encoder are spread over real recordings; null where the bundle does not say so.</summary>
    /// <exception cref="WeightFileException">Its file is damaged or was made with another encoder.</exception>
    public TagStatistics? TagStatistics => _statistics.Value;

    /// <summary>Gives tags from features of the music encoder, without loading the rest of it; null where it cannot.</summary>
    /// <exception cref="WeightFileException">Its file has no such layer.</exception>
    public ITagHead? TagHead => _tagHead.Value;

    /// <summary>The tags of the models.</summary>
    public TagVocabulary Tags => TagVocabulary.Default;

    /// <summary>Loads the bundle in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="encoders">The encoders of this machine; null knows only those without weights of their own.</param>
    /// <exception cref="ModelFileException">
    /// A file is missing; the manifest has a wrong, unknown or missing key or was written for another version of this program; or its parts
    /// do not fit.
    /// </exception>
    public static Bundle Load(string folder, EncoderTable? encoders = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var (full, table) = (Path.GetFullPath(folder), encoders ?? new EncoderTable(InstalledModels.None));
        if (!Directory.Exists(full))
            throw new ModelFileException(full, "the folder of a bundle", "no such folder");
        var path = Path.Combine(full, ManifestName);
        var (manifest, sizes) = ManifestJson.Read(path);
        BundleCheck.Run(manifest, table, path);
        var bundle = new Bundle(full, manifest, sizes, table);
        foreach (var name in bundle.WeightFiles())
            if (!File.Exists(bundle.At(name)))
                throw new ModelFileException(bundle.At(name), "a file with weights", "none");
        return bundle;
    }

    private IEncoder Open(Modality modality, EncoderReference reference)
    {
        if (_table.Find(reference.Name, modality) is { BundleFile: { } file } row)
        {
            RequireVersion(reference, Models.WeightFiles.VersionOf(row.CodeVersion, At(file)), At(file));
            return row.Open(new EncoderSource(reference.Name, At(file), reference.Version, Manifest.Encoders.SizesOf(modality)));
        }
        try
        {
            var encoder = _table.Open(reference.Name, modality);
            RequireVersion(reference, encoder.Version, At(ManifestName));
            return encoder;
        }
        catch (EncoderChoiceException fault)
        {
            throw new ModelFileException(At(ManifestName), $"the weights of {reference.Name} {reference.Version}", fault.Message, fault);
        }
    }

    private static void RequireVersion(EncoderReference reference, string found, string path)
    {
        if (found != reference.Version)
            throw new ModelFileException(
                path, $"the weights of {reference.Name} {reference.Version}, with which the bundle was trained", $"version {found}");
    }

    private IMusicEncoder WithTags(IMusicEncoder encoder) => encoder.HasVocabularyTags ? encoder : new ModelTagger(encoder, _model);

    private string At(string name) => Path.Combine(Folder, name);

    /// <summary>The weight files of the bundle itself.</summary>
    private IEnumerable<string> WeightFiles() =>
        Manifest.Encoders.All.Select(
            part => _table.Find(part.Reference.Name, part.Modality)?.BundleFile).OfType<string>().Append(ModelName);

    private string ComputeHash(string sizes)
    {
        var parts = new StringBuilder(sizes).Append(Manifest.Vocabulary);
        foreach (var name in WeightFiles())
            parts.Append('\n').Append(FileHash.Sha256(At(name)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(parts.ToString())));
    }
}
