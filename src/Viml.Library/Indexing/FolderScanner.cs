using Viml.Library.Catalog;

namespace Viml.Library.Indexing;

/// <summary>
/// Finds music files under folders. Hidden files and folders are left out; links are followed, each folder is entered once.
/// </summary>
internal sealed class FolderScanner(CancellationToken cancellation)
{
    private readonly Dictionary<string, FileStamp> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly List<FileFailure> _problems = [];
    private int _others;

    /// <summary>Scans the folders.</summary>
    /// <exception cref="LibraryException">A folder is missing or is not a folder, or cannot be read at all.</exception>
    public static FolderScan Scan(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var scanner = new FolderScanner(cancellation);
        foreach (var folder in folders)
        {
            RequireFolder(folder);
            scanner.Enter(folder, RealPath(new DirectoryInfo(folder), folder));
            if (scanner._problems.Find(problem => problem.Path == folder) is { } problem)
                throw new LibraryException(folder, $"The folder '{folder}' cannot be read: {problem.Reason}");
        }
        return new FolderScan(
            [.. scanner._files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)], scanner._others, scanner._problems);
    }

    private static void RequireFolder(string folder)
    {
        if (File.Exists(folder))
            throw new LibraryException(folder, $"'{folder}' is a file; name the folder that holds the music.");
        if (!Directory.Exists(folder))
            throw new LibraryException(folder, $"There is no folder '{folder}'.");
    }

    /// <param name="folder">The path as files in it are called.</param>
    /// <param name="real">The path with links resolved, by which a folder met twice is known.</param>
    private void Enter(string folder, string real)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!_entered.Add(real))
            return;
        foreach (var entry in Entries(folder))
        {
            if (entry.Name.StartsWith('.') || (OperatingSystem.IsWindows() && entry.Attributes.HasFlag(FileAttributes.Hidden)))
                continue;
            if (entry is DirectoryInfo inner)
                Enter(inner.FullName, RealPath(inner, Path.Combine(real, inner.Name)));
            else if (MusicFormats.IsMusic(entry.Name))
                Add((FileInfo)entry);
            else
                _others++;
        }
    }

    private FileSystemInfo[] Entries(string folder)
    {
        try
        {
            var entries = new DirectoryInfo(folder).GetFileSystemInfos();
            Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new FileFailure(folder, fault.Message));
            return [];
        }
    }

    private void Add(FileInfo file)
    {
        try
        {
            var target = file.LinkTarget is null ? file : (FileInfo)(file.ResolveLinkTarget(returnFinalTarget: true) ?? file);
            if (target.Exists)
                _files[file.FullName] = new FileStamp(file.FullName, target.Length, target.LastWriteTimeUtc.Ticks);
            else
                _problems.Add(new FileFailure(file.FullName,
                    file.LinkTarget is null ? "it cannot be opened by this name; rename it" : "the target of the link does not exist"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new FileFailure(file.FullName, fault.Message));
        }
    }

    private static string RealPath(DirectoryInfo folder, string path)
    {
        try
        {
            return folder.LinkTarget is null ? path : folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return path; // a link that is circular or broken: entering it fails and is reported
        }
    }
}
