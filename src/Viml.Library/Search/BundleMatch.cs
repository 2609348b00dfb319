using Viml.Library.Catalog;

namespace Viml.Library.Search;

/// <summary>Checks that the embeddings of a library were made with the models of a query.</summary>
internal static class BundleMatch
{
    /// <summary>Checks the library as a whole.</summary>
    public static void Require(ILibraryReader library, ModelSet models)
    {
        if (library.Meta is not { } meta)
            throw new LibraryNotFoundException(
                library.Location, $"Nothing has been indexed in '{library.Location}' yet. Fill it with: {IndexCommandLine.For(library)}");
        if (meta.BundleHash == models.BundleHash)
            return;
        throw new LibraryBundleException(library.Location,
            $"'{library.Location}' was indexed with the bundle '{meta.BundleName}' ({Short(meta.BundleHash)}), " +
            $"not with '{models.BundleName}' ({Short(models.BundleHash)}). " +
            (meta.EncoderKey == LibraryMeta.Of(models).EncoderKey
                ? $"Update it, which needs no decoding, with: {IndexCommandLine.For(library)}"
                : $"The music encoder also differs, so index it again with: {IndexCommandLine.For(library, again: true)}"));
    }

    /// <summary>Checks each track: a change of bundle that was interrupted leaves tracks of both.</summary>
    public static void RequireFinished(ILibraryReader library, ModelSet models, IReadOnlyCollection<TrackRecord> tracks)
    {
        var others = tracks.Count(track => track.BundleHash != models.BundleHash);
        if (others > 0)
            throw new LibraryBundleException(library.Location,
                $"{others} of {tracks.Count} tracks of '{library.Location}' still belong to another bundle. " +
                $"Finish the change with: {IndexCommandLine.For(library)}");
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
