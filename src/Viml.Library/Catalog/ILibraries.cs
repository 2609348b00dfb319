namespace Viml.Library.Catalog;

/// <summary>
/// The libraries of the user, by name. Names that are not valid are an <see cref="ArgumentException"/>: see <see cref="LibraryName"/>.
/// </summary>
public interface ILibraries
{
    /// <summary>The names of all libraries, in order.</summary>
    public IReadOnlyList<string> Names();

    /// <summary>Whether there is a library of this name.</summary>
    public bool Exists(string name);

    /// <summary>Opens a library for writing, creating it where it is missing.</summary>
    /// <exception cref="LibraryFormatException">It is not a library, is damaged, or was written by a newer version.</exception>
    /// <exception cref="LibraryWriteException">It cannot be written.</exception>
    public ILibrary Open(string name);

    /// <summary>Opens an existing library for reading.</summary>
    /// <exception cref="LibraryNotFoundException">There is no library of this name; the message lists the others.</exception>
    /// <exception cref="LibraryFormatException">It is not a library, is damaged, or was written by a newer version.</exception>
    public ILibrary OpenReadOnly(string name);

    /// <summary>Describes a library; one that cannot be read has a <see cref="NamedLibrary.Problem"/>.</summary>
    /// <exception cref="LibraryNotFoundException">There is no library of this name.</exception>
    public NamedLibrary Describe(string name);

    /// <summary>Deletes a library. The music is not touched.</summary>
    /// <exception cref="LibraryNotFoundException">There is no library of this name.</exception>
    /// <exception cref="LibraryBusyException">It is being indexed.</exception>
    public void Remove(string name);
}

/// <summary>A named library: where it is and what it holds, or why it cannot be read.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Path"><see cref="ILibraryReader.Location"/>.</param>
/// <param name="Folders">The music folders it was made from.</param>
/// <param name="Meta">The models it was indexed with; null where nothing was indexed or it cannot be read.</param>
/// <param name="Contents">What it holds; null where it cannot be read.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
public sealed record NamedLibrary(
    string Name, string Path, IReadOnlyList<string> Folders, LibraryMeta? Meta, LibraryContents? Contents, string? Problem)
{
    /// <summary><see cref="ILibraryReader.Program"/>.</summary>
    public string? Program { get; init; }
}
