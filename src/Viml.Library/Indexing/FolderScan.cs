using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Indexing;

/// <summary>The music files in some places.</summary>
/// <param name="Files">Their stamps in the order of their paths, each file once.</param>
/// <param name="LeftOut">The other files in the folders, which do not count as music.</param>
/// <param name="Problems">Folders, and links to files, that could not be read.</param>
internal sealed record FolderScan(
    IReadOnlyList<FileStamp> Files, IReadOnlyList<LeftOutFiles> LeftOut, IReadOnlyList<FileFailure> Problems)
{
    /// <summary>How many files were left out.</summary>
    public int Others => LeftOut.Sum(others => others.Files);

    /// <summary>Whether <paramref name="path"/> lies where the scan could not look, so that its absence means nothing.</summary>
    public bool CouldNotSee(string path) => Problems.Any(problem => FolderPath.Contains(problem.Path, path));
}
