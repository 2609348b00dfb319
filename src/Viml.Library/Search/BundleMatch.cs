using Viml.Library.Catalog;
using Viml.Library.Indexing;

namespace Viml.Library.Search;

/// <summary>Checks that the embeddings of a library and the models that ask belong together.</summary>
internal static class BundleMatch
{
    /// <summary>Checks the library as a whole.</summary>
    public static void Require(LibraryStore store, ModelSet models)
    {
        if (store.Meta is not { } meta)
            throw new LibraryNotFoundException(store.Path, $"Nothing has been indexed in '{store.Path}' yet. Fill it with: viml index DIR");
        if (meta.BundleHash == models.BundleHash)
            return;
        var folders = FolderPath.ForShell(store.Folders());
        throw new LibraryBundleException(store.Path,
            $"'{store.Path}' was indexed with the bundle '{meta.BundleName}' ({Short(meta.BundleHash)}), not with '{models.BundleName}' ({Short(models.BundleHash)}). " +
            (meta.EncoderKey == models.Meta.EncoderKey
                ? $"Bring it up to date, which needs no decoding, with: viml index {folders}"
                : $"The music encoder is another, too, so index it again with: viml index --again {folders}"));
    }

    /// <summary>Checks each track: a change of bundle that was interrupted leaves tracks of both.</summary>
    public static void RequireFinished(LibraryStore store, ModelSet models, IReadOnlyCollection<TrackTable.Entry> entries)
    {
        var others = entries.Count(entry => entry.BundleHash != models.BundleHash);
        if (others > 0)
            throw new LibraryBundleException(store.Path,
                $"{others} of {entries.Count} tracks of '{store.Path}' are still of another bundle. Finish the change with: viml index {FolderPath.ForShell(store.Folders())}");
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
