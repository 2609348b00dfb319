using Viml.Library.Files;

namespace Viml.Library.Catalog;

/// <summary>
/// Changes a library. Every method is one transaction: all of it is kept, or nothing. Every method throws <see
/// cref="LibraryWriteException"/> where the library cannot be written.
/// </summary>
public interface ILibraryWriter
{
    /// <summary>Becomes the only writer until the result is disposed.</summary>
    /// <param name="wait">How long to wait for another writer; zero tries once.</param>
    /// <param name="waiting">Called before the first wait with who is writing.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="LibraryBusyException">Another process is still writing.</exception>
    public IDisposable BeginWriting(TimeSpan wait, Action<string>? waiting, CancellationToken cancellation);

    /// <summary>Sets the models that the library is indexed with.</summary>
    public void SetMeta(LibraryMeta meta);

    /// <summary>Adds a folder to the indexed ones.</summary>
    public void RememberFolder(string folder);

    /// <summary>Saves a track, replacing one with the same content, and the file it was found in. Returns the id of the track.</summary>
    public long SaveTrack(FileStamp file, TrackContent track);

    /// <summary>Replaces the embeddings of a track, as after a change of bundle.</summary>
    public void SaveEmbeddings(long track, TrackEmbeddings embeddings);

    /// <summary>Saves that a file holds a track that is known.</summary>
    public void SetIndexed(FileStamp file, string contentHash, long track);

    /// <summary>Saves why a file could not be indexed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="contentHash">The hash of its content where that is at fault; null where the file should be tried again.</param>
    /// <param name="reason">What is wrong with it.</param>
    public void SetFailed(FileStamp file, string? contentHash, string reason);

    /// <summary>Forgets some files and marks others as missing; tracks that no file refers to any more are deleted.</summary>
    /// <param name="forgotten">Paths to forget.</param>
    /// <param name="missing">Paths whose tracks are kept, so that the file is known when it comes back.</param>
    public void RemoveFiles(IReadOnlyCollection<string> forgotten, IReadOnlyCollection<string> missing);

    /// <summary>Saves the embedding of a track by a similarity model.</summary>
    /// <param name="track">The track.</param>
    /// <param name="model">The version of the model.</param>
    /// <param name="embedding">The embedding of the whole track.</param>
    public void SaveSimilarity(long track, string model, ReadOnlySpan<float> embedding);

    /// <summary>Saves why a similarity model cannot embed a track, so that it is not tried again.</summary>
    public void SaveSimilarityFailure(long track, string model, string reason);
}
