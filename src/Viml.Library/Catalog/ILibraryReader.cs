using Viml.Models;

namespace Viml.Library.Catalog;

/// <summary>Reads a library. Every method throws <see cref="LibraryFormatException"/> where the library is damaged.</summary>
public interface ILibraryReader
{
    /// <summary>What the library is called, as commands take it.</summary>
    public string Name { get; }

    /// <summary>Where the library is, for messages and answers: the path of a file, or an address.</summary>
    public string Location { get; }

    /// <summary>The version of the program that last indexed it; null where that is not known.</summary>
    public string? Program { get; }

    /// <summary>
    /// The models the library was indexed with; null where nothing has been indexed. Read each time: another process may be indexing.
    /// </summary>
    public LibraryMeta? Meta { get; }

    /// <summary>
    /// A number that changes with every change to the library, whoever makes it. Comparable between calls on the same object.
    /// </summary>
    public long Generation { get; }

    /// <summary>The indexed folders, in the order of their names.</summary>
    public IReadOnlyList<string> Folders();

    /// <summary>Counts what the library holds.</summary>
    public LibraryContents Contents();

    /// <summary>The files that could not be indexed, in the order of their paths.</summary>
    public IReadOnlyList<FileFailure> Failures();

    /// <summary>Every file the library knows, in the order of their paths.</summary>
    public IReadOnlyList<FileRecord> Files();

    /// <summary>The state of every track, those included whose files are missing, in the order of their ids.</summary>
    public IReadOnlyList<TrackState> TrackStates();

    /// <summary>The tracks that have a file, in the order of their ids.</summary>
    public IReadOnlyList<TrackRecord> Tracks();

    /// <summary>The track with this content; null where there is none.</summary>
    /// <param name="contentHash"><see cref="TrackContent.ContentHash"/>.</param>
    public long? FindTrack(string contentHash);

    /// <summary>The tracks in whose title, artist, album, genre or file name any of some words stands.</summary>
    /// <param name="words">Words of letters and digits, in any case and with or without accents; none finds nothing.</param>
    /// <param name="maximum">Most tracks to give.</param>
    public NameHits FindNames(IReadOnlyList<string> words, int maximum);

    /// <summary>The base features of some tracks, in the order of <paramref name="tracks"/>.</summary>
    public IReadOnlyList<FeatureSequence> Features(IReadOnlyList<long> tracks);

    /// <summary>The mean of the base features of some tracks over time, in the order of <paramref name="tracks"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> MeanFeatures(IReadOnlyList<long> tracks, CancellationToken cancellation);

    /// <summary>The embeddings of whole tracks by a similarity model, by track; null for tracks that the model could not embed.</summary>
    /// <param name="model">The version of the model.</param>
    /// <param name="width">Numbers per embedding.</param>
    public IReadOnlyDictionary<long, float[]?> SimilarityEmbeddings(string model, int width);

    /// <summary>A search over the segments of some tracks, which it numbers by their place in <paramref name="tracks"/>.</summary>
    /// <param name="tracks">Tracks of this library.</param>
    /// <param name="width">Numbers per embedding.</param>
    /// <param name="cancellation">Stops reading.</param>
    public ITrackSearch OpenSearch(IReadOnlyList<TrackRecord> tracks, int width, CancellationToken cancellation);
}
