using Viml.Library.Catalog;
using Viml.Models;
using Viml.Models.Bundles;
using Viml.Models.Tagging;

namespace Viml.Library;

/// <summary>The models the library works with: those of one bundle.</summary>
/// <param name="BundleHash">Changes whenever embeddings would.</param>
/// <param name="BundleName">For messages.</param>
/// <param name="Music">The music encoder and tagger.</param>
/// <param name="Video">The video encoder.</param>
/// <param name="Text">The text encoder.</param>
/// <param name="Joint">The joint space.</param>
/// <param name="Tags">The vocabulary of all tag probabilities.</param>
public sealed record ModelSet(
    string BundleHash, string BundleName, IMusicEncoder Music, IVideoEncoder Video, ITextEncoder Text, IJointSpace Joint, TagVocabulary Tags)
{
    /// <summary>The models of a bundle. The bundle must stay open as long as they are used.</summary>
    /// <exception cref="BundleFormatException">A file of the bundle is not usable.</exception>
    /// <exception cref="Engine.Weights.WeightFileException">A weight file has a missing, surplus or misshapen tensor.</exception>
    public static ModelSet From(Bundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        return new ModelSet(
            bundle.Hash, bundle.Manifest.Name, bundle.Music, bundle.Video, bundle.Text, new VideoMusicSpace(bundle.Model), bundle.Tags);
    }

    internal LibraryMeta Meta => new(BundleHash, BundleName, Music.Name, Music.Version, Tags.Hash);
}
