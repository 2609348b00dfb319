using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>The music files under some folders.</summary>
/// <param name="Files">Their stamps in the order of their paths, each file once.</param>
/// <param name="Others">How many other files there are.</param>
/// <param name="Problems">Folders, and links to files, that could not be read.</param>
internal sealed record FolderScan(IReadOnlyList<FileStamp> Files, int Others, IReadOnlyList<FileFailure> Problems)
{
    /// <summary>Whether <paramref name="path"/> lies where the scan could not look, so that its absence means nothing.</summary>
    public bool CouldNotSee(string path) => Problems.Any(problem => FolderPath.Contains(problem.Path, path));
}
