using Viml.Engine.Files;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Media.Ffmpeg;

namespace Viml.Library.Indexing;

/// <summary>
/// Finds music files: in folders, where hidden files and folders are left out, links are followed and each folder is entered once; in lists
/// of files; and files that are named themselves.
/// </summary>
internal sealed class FolderScanner(CancellationToken cancellation)
{
    private readonly Dictionary<string, FileStamp> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _entered = new(StringComparer.Ordinal);
    private readonly List<FileFailure> _problems = [];
    private readonly Dictionary<string, int> _others = new(StringComparer.OrdinalIgnoreCase);
    private readonly OpenedContainers _containers = new(MediaTools.Default, cancellation);

    /// <summary>Looks in all places.</summary>
    /// <param name="places">Folders, lists of files and files, as absolute paths.</param>
    /// <param name="cancellation">Stops the scan.</param>
    /// <exception cref="LibraryException">A place is missing, or cannot be read at all.</exception>
    public static FolderScan Scan(IEnumerable<string> places, CancellationToken cancellation)
    {
        var scanner = new FolderScanner(cancellation);
        foreach (var place in places)
        {
            scanner.Look(place);
            if (scanner._problems.Find(problem => problem.Path == place) is { } problem)
                throw new LibraryException(place, $"'{place}' cannot be read: {problem.Reason}.");
        }
        return new FolderScan(
            [.. scanner._files.Values.OrderBy(file => file.Path, StringComparer.Ordinal)],
            [.. scanner._others.Select(other => new LeftOutFiles(other.Key, other.Value))
                .OrderByDescending(other => other.Files).ThenBy(other => other.Extension, StringComparer.Ordinal)],
            scanner._problems);
    }

    private void Look(string place)
    {
        if (Directory.Exists(place))
            Enter(place, RealPath(new DirectoryInfo(place), place));
        else if (!File.Exists(place))
            throw new LibraryException(place, $"There is no folder or file '{place}'.");
        else if (Playlist.Is(place))
            LookAtList(place);
        else
            Add(new FileInfo(place));
    }

    private void LookAtList(string list)
    {
        var (paths, problems) = Playlist.Read(list);
        _problems.AddRange(problems);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
                Enter(FolderPath.Normalize(path), RealPath(new DirectoryInfo(path), path));
            else if (!File.Exists(path))
                _problems.Add(new FileFailure(path, $"named in {Path.GetFileName(list)}, but not there"));
            else if (!Playlist.Is(path))
                Add(new FileInfo(path));
            else
                _problems.Add(new FileFailure(path, $"a list inside {Path.GetFileName(list)}, which is not followed"));
        }
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
            else if (MusicFormats.IsMusic(entry.Name, _containers.Has))
                Add((FileInfo)entry);
            else
                LeaveOut(entry.Name);
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
            var isName = fault is DirectoryNotFoundException && HasOtherEncoding(folder);
            _problems.Add(new FileFailure(folder, isName ? Unnameable : fault.Message));
            return [];
        }
    }

    private void Add(FileInfo file)
    {
        try
        {
            if (RegularFile.OtherKind(file.FullName) is { } kind)
                _problems.Add(new FileFailure(file.FullName, $"{kind}, not a file that can be read to its end"));
            else if (FileStamps.Read(file.FullName) is { } stamp)
                _files[file.FullName] = stamp;
            else
                _problems.Add(new FileFailure(file.FullName, file.LinkTarget is not null ? "the target of the link does not exist"
                    : HasOtherEncoding(file.Name) ? Unnameable : "it cannot be opened by this name; rename it"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new FileFailure(file.FullName, fault.Message));
        }
    }

    private void LeaveOut(string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        _others[extension] = _others.GetValueOrDefault(extension) + 1;
    }

    private const string Unnameable = "its name is not UTF-8, so that it cannot be opened; rename it";

    // What .NET makes of bytes that are no UTF-8; nothing can be opened by such a name.
    private static bool HasOtherEncoding(string name) => name.Contains('\uFFFD');

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
