namespace Viml.Library.Catalog;

/// <summary>Which models the embeddings of a library were made with.</summary>
/// <param name="BundleHash">Hash of the bundle whose joint space the embeddings lie in.</param>
/// <param name="BundleName">Its name, for messages.</param>
/// <param name="Encoder">Name of the music encoder of the base features.</param>
/// <param name="EncoderVersion">Its version.</param>
/// <param name="Vocabulary">Hash of the tag vocabulary of the stored tag probabilities.</param>
public sealed record LibraryMeta(string BundleHash, string BundleName, string Encoder, string EncoderVersion, string Vocabulary)
{
    /// <summary>Encoder, version and vocabulary in one key: base features and tags are comparable where it is equal.</summary>
    public string EncoderKey => $"{Encoder}/{EncoderVersion}/{Vocabulary}";

    /// <summary>What a library indexed with these models has.</summary>
    public static LibraryMeta Of(ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(models);
        return new LibraryMeta(
            models.BundleHash, models.BundleName, models.MusicReference.Name, models.MusicReference.Version, models.Tags.Hash);
    }
}
