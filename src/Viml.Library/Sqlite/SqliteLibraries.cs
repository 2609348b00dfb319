using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Sqlite;

/// <summary>The libraries of the user as SQLite files in one folder.</summary>
public sealed class SqliteLibraries(VimlPaths paths) : ILibraries
{
    private const string Extension = ".viml";

    /// <summary>The file of the library called <paramref name="name"/>, whether it exists or not.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string PathOf(string name)
    {
        LibraryName.Check(name);
        return Path.Combine(paths.Libraries, name + Extension);
    }

    /// <inheritdoc/>
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <inheritdoc/>
    public ILibrary Open(string name) => SqliteLibrary.Open(PathOf(name));

    /// <inheritdoc/>
    public ILibrary OpenReadOnly(string name)
    {
        Require(name);
        return SqliteLibrary.OpenReadOnly(PathOf(name));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names() => Directory.Exists(paths.Libraries)
        ? [.. Directory.EnumerateFiles(paths.Libraries, "*" + Extension).Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)]
        : [];

    /// <inheritdoc/>
    public NamedLibrary Describe(string name)
    {
        Require(name);
        var path = PathOf(name);
        try
        {
            using var library = SqliteLibrary.OpenReadOnly(path);
            return new NamedLibrary(name, path, library.Folders(), library.Meta, library.Contents(), null) { Program = library.Program };
        }
        catch (LibraryException fault)
        {
            return new NamedLibrary(name, path, [], null, null, fault.Message);
        }
    }

    /// <inheritdoc/>
    public void Remove(string name)
    {
        Require(name);
        var path = PathOf(name);
        try
        {
            using (WriteLock.Hold(path))
                SqliteSession.Delete(path);
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
        var others = known.Count == 0 ? "" : $" Other libraries: {string.Join(", ", known)}.";
        throw new LibraryNotFoundException(PathOf(name),
            $"There is no library called '{name}' yet.{others} Index your music with: viml index{IndexCommandLine.NameOption(name)} DIR");
    }
}
