using Viml.Library.Tagging;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Language;
using Viml.Models.Tagging;

namespace Viml.Library;

/// <summary>
/// The models the library works with: those of one bundle. Each is loaded when it is first used, so that a query without music never reads
/// the weights of the music encoder. Thread-safe.
/// </summary>
/// <param name="bundleHash">Changes whenever embeddings would.</param>
/// <param name="bundleName">For messages.</param>
/// <param name="musicReference">Name and version of the music encoder, known without loading it.</param>
/// <param name="music">The music encoder and tagger.</param>
/// <param name="video">The video encoder.</param>
/// <param name="text">The text encoder.</param>
/// <param name="joint">The joint space.</param>
/// <param name="tags">The vocabulary of all tag probabilities.</param>
public sealed class ModelSet(
    string bundleHash, string bundleName, EncoderReference musicReference,
    Lazy<IMusicEncoder> music, Lazy<IVideoEncoder> video, Lazy<ITextEncoder> text, Lazy<IJointSpace> joint, TagVocabulary tags)
{
    /// <summary>Changes whenever embeddings would.</summary>
    public string BundleHash => bundleHash;

    /// <summary>For messages.</summary>
    public string BundleName => bundleName;

    /// <summary>The licence of the weights, an SPDX identifier where there is one.</summary>
    public string Licence { get; init; } = "unknown";

    /// <summary>The music encoder and tagger.</summary>
    public IMusicEncoder Music => music.Value;

    /// <summary>The video encoder.</summary>
    public IVideoEncoder Video => video.Value;

    /// <summary>The text encoder.</summary>
    public ITextEncoder Text => text.Value;

    /// <summary>The joint space.</summary>
    public IJointSpace Joint => joint.Value;

    /// <summary>The vocabulary of all tag probabilities.</summary>
    public TagVocabulary Tags => tags;

    /// <summary>Where the associations lie in the space of the text encoder; null where that is not known.</summary>
    public Lazy<AssociationEmbeddings?> Associations { get; init; } = new((AssociationEmbeddings?)null);

    /// <summary>Whether there are associations that another version of this program made, and that are not used.</summary>
    public Lazy<bool> HasStaleAssociations { get; init; } = new(false);

    /// <summary>How the tags are spread over music in general; null where that was not measured.</summary>
    public Lazy<TagStatistics?> TagStatistics { get; init; } = new((TagStatistics?)null);

    /// <summary>Gives tags from stored features of the music encoder; null where they do not suffice.</summary>
    public Lazy<ITagHead?> TagHead { get; init; } = new((ITagHead?)null);

    /// <summary>How the tags of the music encoder are to be read; null where they were not calibrated.</summary>
    public BundleTagging? Tagging { get; init; }

    /// <summary>Which tags a track has.</summary>
    internal TagChoice TagChoice => new(tags, Tagging);

    /// <summary>Name and version of the music encoder; known without loading it.</summary>
    public EncoderReference MusicReference => musicReference;

    /// <summary>The models of a bundle. The bundle must stay open as long as they are used.</summary>
    public static ModelSet From(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new ModelSet(
            bundle.Hash, bundle.Manifest.Name, bundle.Manifest.Encoders.Music,
            new(() => bundle.Music), new(() => bundle.Video), new(() => bundle.Text), new(() => new VideoMusicSpace(bundle.Model)),
            bundle.Tags)
        {
            Licence = bundle.Manifest.Licence,
            Tagging = bundle.Manifest.Tagging,
            Associations = new(() => bundle.Associations),
            HasStaleAssociations = new(() => bundle.HasStaleAssociations),
            TagStatistics = new(() => bundle.TagStatistics),
            TagHead = new(() => bundle.TagHead),
        };
    }

    /// <summary>
    /// Begins to load on other threads what a query needs. Errors in a model show where it is used.
    /// </summary>
    /// <param name="withText">Whether the query has a text.</param>
    public void BeginLoading(bool withText)
    {
        Task.Run(() => (BundleHash, Joint, TagStatistics.Value));
        if (!withText)
            return;
        Task.Run(() => Text);
        Task.Run(() => (Understanding.Of(QueryParser.Default.Parse("quiet")), Associations.Value)); // what is known of words
        Task.Run(() => TagHead.Value);
    }

    /// <summary>Loads every model now, so that errors in them show.</summary>
    /// <exception cref="ModelFileException">A file of the bundle is not usable.</exception>
    /// <exception cref="Engine.Weights.WeightFileException">A weight file has a missing, surplus or misshapen tensor.</exception>
    public void LoadAll() => _ = (Music, Video, Text, Joint, Associations.Value, TagStatistics.Value, TagHead.Value);
}
