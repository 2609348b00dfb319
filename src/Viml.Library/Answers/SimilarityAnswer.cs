using Viml.Models.Music;

namespace Viml.Library.Answers;

/// <summary>
/// The tracks of a library by their similarity to one. Its JSON form is a stable format: see <see cref="CurrentSchema"/>.
/// </summary>
public sealed record SimilarityAnswer
{
    /// <summary>Version of the JSON form; grows when a member changes its meaning or is removed.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the form of this answer.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The track the others are compared with.</summary>
    public required SimilarityQuery Query { get; init; }

    /// <summary>What compared them.</summary>
    public required SimilarityModel Model { get; init; }

    /// <summary>The library and how many of its tracks were compared.</summary>
    public required SimilarityLibrary Library { get; init; }

    /// <summary>The tracks, most similar first.</summary>
    public required IReadOnlyList<SimilarTrack> Tracks { get; init; }

    /// <summary>What is wrong with a file that could be decoded in part; null if nothing.</summary>
    public string? Warning { get; init; }
}

/// <summary>The track the others are compared with, and the weight of each dimension.</summary>
public sealed record SimilarityQuery(string Path, string? Title, string? Artist, double Duration, DimensionNumbers Weights);

/// <summary>What compares tracks.</summary>
/// <param name="Name">DeepSim, or the tags of the music encoder.</param>
/// <param name="Version">Its version.</param>
public sealed record SimilarityModel(string Name, string Version);

/// <summary>A library by its location.</summary>
/// <param name="Path">The location.</param>
/// <param name="Tracks">How many tracks were compared.</param>
/// <param name="LeftOut">How many could not be compared, or were passed over because their file is missing.</param>
public sealed record SimilarityLibrary(string Path, int Tracks, int LeftOut);

/// <summary>A number for each dimension; null where the model does not cover it.</summary>
public sealed record DimensionNumbers(double? Genre, double? Mood, double? Instruments, double? Tempo)
{
    internal static DimensionNumbers Of(PerDimension values)
    {
        double? Number(MusicDimension dimension) => double.IsNaN(values[dimension]) ? null : Math.Round(values[dimension], 4);
        return new DimensionNumbers(
            Number(MusicDimension.Genre), Number(MusicDimension.Mood), Number(MusicDimension.Instruments), Number(MusicDimension.Tempo));
    }
}

/// <summary>A track that is similar to that of the query.</summary>
/// <param name="Rank">1 for the most similar.</param>
/// <param name="Score">The weighted mean of the similarities, 0 to 1.</param>
/// <param name="Id">The name of the track for programs, by its content: the same in every library.</param>
/// <param name="Path">The file.</param>
/// <param name="Title">Title in the file, else the name of the file.</param>
/// <param name="Artist">Artist in the file; null where it has none.</param>
/// <param name="Duration">Length in seconds.</param>
/// <param name="Similarity">Similarity in each dimension: 1 for the same, 0.5 for two tracks taken at random.</param>
/// <param name="Tags">The tags the tagger is sure of, most probable first.</param>
public sealed record SimilarTrack(
    int Rank, double Score, string Id, string Path, string Title, string? Artist, double Duration, DimensionNumbers Similarity,
    IReadOnlyList<TrackTag> Tags);
