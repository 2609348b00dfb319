namespace Viml.Library.Catalog;

/// <summary>
/// An indexed library of music: the files of the user, what they hold, and where that lies in the joint space. It speaks in records and
/// vectors; how they are kept is a matter of the adapter. Thread-safe: calls wait for each other.
/// </summary>
public interface ILibrary : ILibraryReader, ILibraryWriter, IDisposable
{
    /// <summary>Whether the library was opened for reading only.</summary>
    public bool IsReadOnly { get; }
}
