using Viml.Library.Catalog;

namespace Viml.Library.Search;

/// <summary>
/// The newest snapshot of a library, shared by all queries. It is read again when the library has changed. A snapshot that was given out
/// stays as it is. Thread-safe.
/// </summary>
internal sealed class LibrarySnapshots(ILibraryReader library, ModelSet models)
{
    private const int MaximumAttempts = 3;

    private readonly Lock _gate = new();
    private LibrarySnapshot? _newest;

    /// <summary>The snapshot with <see cref="LibrarySnapshot.Search"/>. Errors as <see cref="LibrarySnapshot.Read"/>.</summary>
    public LibrarySnapshot WithSearch(CancellationToken cancellation) => Newest(
        snapshot => snapshot.Search is null
            ? snapshot with { Search = library.OpenSearch(snapshot.Tracks, models.Joint.Width, cancellation) }
            : snapshot,
        cancellation);

    /// <summary>The snapshot with <see cref="LibrarySnapshot.MeanFeatures"/>. Errors as <see cref="LibrarySnapshot.Read"/>.</summary>
    public LibrarySnapshot WithMeanFeatures(CancellationToken cancellation) => Newest(
        snapshot => snapshot.MeanFeatures is null
            ? snapshot with { MeanFeatures = library.MeanFeatures([.. snapshot.Tracks.Select(track => track.Id)], cancellation) }
            : snapshot,
        cancellation);

    /// <summary>The snapshot as it is. Errors as <see cref="LibrarySnapshot.Read"/>.</summary>
    public LibrarySnapshot Tracks(CancellationToken cancellation) => Newest(snapshot => snapshot, cancellation);

    private LibrarySnapshot Newest(Func<LibrarySnapshot, LibrarySnapshot> complete, CancellationToken cancellation)
    {
        lock (_gate)
        {
            for (var attempt = 1; ; attempt++)
            {
                cancellation.ThrowIfCancellationRequested();
                var generation = library.Generation;
                try
                {
                    if (_newest?.Generation != generation)
                        _newest = LibrarySnapshot.Read(library, models, generation);
                    _newest = complete(_newest);
                    // A writer may have come in between the parts. While one keeps writing, an answer that is a moment old is better than
                    // none.
                    if (attempt == MaximumAttempts || library.Generation == generation)
                        return _newest;
                }
                catch (LibraryFormatException) when (attempt < MaximumAttempts && library.Generation != generation)
                {
                    // The parts do not belong together: read them again.
                }
            }
        }
    }
}
