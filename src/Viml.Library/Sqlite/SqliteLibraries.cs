using System.Security.Cryptography;

namespace Viml.Library.Catalog;

/// <summary>A named library: where it is and what it holds, or why it cannot be read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path">Its file.</param>
/// <param name="Folders">The music folders it was made from.</param>
/// <param name="Meta">The models it was indexed with; null where nothing was indexed or it cannot be read.</param>
/// <param name="Contents">What it holds; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
public sealed record NamedLibrary(
    string Name, string Path, IReadOnlyList<string> Folders, LibraryMeta? Meta, LibraryContents? Contents, string? Problem);

/// <summary>The libraries of the user, by name, in one folder.</summary>
public sealed class NamedLibraries(VimlPaths paths)
{
    private const string Extension = ".viml";
    private const int MaximumName = 64;

    /// <summary>The library that is used where no name is given.</summary>
    public const string DefaultName = "default";

    /// <summary>The name under which the music folder <paramref name="folder"/> is remembered: its own name and a hash of its full path.</summary>
    public static string NameForFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(full)))[..8];
        var readable = new string([.. Path.GetFileName(full).ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
        if (readable.Length > 40)
            readable = readable[..40];
        return readable.Length == 0 ? hash : $"{readable}-{hash}";
    }

    /// <summary>The file of the library called <paramref name="name"/>, whether it exists or not.</summary>
    /// <exception cref="ArgumentException">The name is empty, longer than 64, starts with a dot or dash, or has other characters than letters, digits, '-', '_' and '.'.</exception>
    public string PathOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Length > MaximumName || name[0] is '.' or '-' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new ArgumentException(
                $"'{name}' cannot name a library: use up to {MaximumName} letters, digits, '-', '_' and '.', not starting with '.' or '-'.", nameof(name));
        return Path.Combine(paths.Libraries, name + Extension);
    }

    /// <summary>Whether there is a library called <paramref name="name"/>.</summary>
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <summary>Opens a library for writing, making it where it is missing. Errors as <see cref="LibraryStore.Open"/>.</summary>
    public LibraryStore Open(string name) => LibraryStore.Open(PathOf(name));

    /// <summary>Opens an existing library for reading. Errors as <see cref="LibraryStore.OpenReadOnly"/>; a missing one lists those there are.</summary>
    public LibraryStore OpenReadOnly(string name)
    {
        Require(name);
        return LibraryStore.OpenReadOnly(PathOf(name));
    }

    /// <summary>The names of all libraries, in order.</summary>
    public IReadOnlyList<string> Names() => Directory.Exists(paths.Libraries)
        ? [.. Directory.EnumerateFiles(paths.Libraries, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Describes one library; one that cannot be read has a <see cref="NamedLibrary.Problem"/>.</summary>
    /// <exception cref="LibraryNotFoundException">There is no library of this name.</exception>
    public NamedLibrary Describe(string name)
    {
        Require(name);
        var path = PathOf(name);
        try
        {
            using var store = LibraryStore.OpenReadOnly(path);
            return new NamedLibrary(name, path, store.Folders(), store.Meta, store.Contents(), null);
        }
        catch (LibraryException fault)
        {
            return new NamedLibrary(name, path, [], null, null, fault.Message);
        }
    }

    /// <summary>Deletes a library. The music is not touched.</summary>
    /// <exception cref="LibraryNotFoundException">There is no library of this name.</exception>
    /// <exception cref="LibraryBusyException">It is being indexed.</exception>
    public void Remove(string name)
    {
        Require(name);
        var path = PathOf(name);
        try
        {
            using (WriteLock.Hold(path))
                foreach (var suffix in new[] { "", "-wal", "-shm" })
                    File.Delete(path + suffix);
            File.Delete(WriteLock.PathFor(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LibraryWriteException(path, $"it cannot be removed ({fault.Message})", fault);
        }
    }

    private void Require(string name)
    {
        if (Exists(name))
            return;
        var known = Names();
        throw new LibraryNotFoundException(PathOf(name), known.Count == 0
            ? $"There is no library called '{name}', and no other. Make one with: viml index DIR"
            : $"There is no library called '{name}'. There are: {string.Join(", ", known)}.");
    }
}
