using Viml.Library;
using Viml.Library.Catalog;

namespace Viml.Web.Libraries;

/// <summary>
/// The library that is served and the models. The library may be indexed, removed and made anew by others meanwhile: each use begins with
/// what stands under its name. Thread-safe.
/// </summary>
internal sealed class LibraryHost(ILibraries libraries, string name, Lazy<ModelSet> models) : IDisposable
{
    private static readonly TimeSpan TimeToMake = TimeSpan.FromSeconds(15); // until its tables are there

    private readonly Lock _gate = new();
    private OpenLibrary? _open;

    /// <summary>The name of the library.</summary>
    public string Name => name;

    /// <summary>The models.</summary>
    public ModelSet Models => models.Value;

    /// <summary>All libraries.</summary>
    public ILibraries Libraries => libraries;

    /// <summary>Opens the library for the time until the result is disposed.</summary>
    /// <exception cref="LibraryNotFoundException">There is none.</exception>
    /// <exception cref="LibraryException">It cannot be read.</exception>
    public OpenLibrary.Use Use()
    {
        lock (_gate)
        {
            if (_open is not null && _open.Made != MadeAt(_open.Library.Location)) Close();
            _open ??= Open();
            return _open.Begin()!;
        }
    }

    public void Dispose()
    {
        lock (_gate) Close();
    }

    private OpenLibrary Open()
    {
        try
        {
            var library = libraries.OpenReadOnly(name);
            return new OpenLibrary(library, Models, MadeAt(library.Location));
        }
        catch (LibraryFormatException fault) when (DateTime.UtcNow - MadeAt(fault.Path) < TimeToMake)
        {
            throw new LibraryNotFoundException(fault.Path, "The library is just being made.");
        }
    }

    private void Close()
    {
        _open?.End();
        _open = null;
    }

    private static DateTime MadeAt(string path) => new FileInfo(path) is { Exists: true } file ? file.CreationTimeUtc : DateTime.MinValue;
}
