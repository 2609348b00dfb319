using Viml.Library.Recommendation;
using Viml.Models.Music;

namespace Viml.Library.Likeness;

/// <summary>What is asked of a search for similar tracks.</summary>
public sealed record SimilarityRequest
{
    /// <summary>The file to be like; it need not be in the library.</summary>
    public required string Track { get; init; }

    /// <summary>How much each dimension counts, at least 0; only their proportions matter.</summary>
    public PerDimension Weights { get; init; } = new(1, 1, 1, 1);

    /// <summary>Most tracks in the answer.</summary>
    public int Top { get; init; } = 10;
}

/// <summary>The tracks of a library by how alike they are to one. Its JSON form is a stable format: see <see cref="CurrentSchema"/>.</summary>
public sealed record SimilarityResult
{
    /// <summary>Version of the JSON form; grows when a member changes its meaning or leaves.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the form of this result.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The track the others are compared with.</summary>
    public required SimilarityQuery Query { get; init; }

    /// <summary>What compared them.</summary>
    public required SimilarityModel Model { get; init; }

    /// <summary>The library's file and how many tracks were compared.</summary>
    public required SimilarityLibrary Library { get; init; }

    /// <summary>The tracks, most alike first.</summary>
    public required IReadOnlyList<SimilarTrack> Tracks { get; init; }

    /// <summary>What is wrong with a file that could be decoded in part; null where all is well.</summary>
    public string? Warning { get; init; }

    /// <summary>The result as indented JSON with camelCase names.</summary>
    public string ToJson() => ResultJson.Write(this);
}

/// <summary>The track the others are compared with, and how much each dimension counts.</summary>
public sealed record SimilarityQuery(string Path, string? Title, string? Artist, double Duration, DimensionNumbers Weights);

/// <summary>What compares tracks.</summary>
/// <param name="Name">DeepSim, or the tags of the music encoder.</param>
/// <param name="Version">Its version.</param>
public sealed record SimilarityModel(string Name, string Version);

/// <summary>A library by its file, with how many tracks were compared and how many could not be.</summary>
public sealed record SimilarityLibrary(string Path, int Tracks, int LeftOut);

/// <summary>A number for each dimension; null where a dimension is not known.</summary>
public sealed record DimensionNumbers(double? Genre, double? Mood, double? Instruments, double? Tempo)
{
    internal static DimensionNumbers Of(PerDimension values)
    {
        double? Number(MusicDimension dimension) => double.IsNaN(values[dimension]) ? null : Math.Round(values[dimension], 4);
        return new DimensionNumbers(Number(MusicDimension.Genre), Number(MusicDimension.Mood), Number(MusicDimension.Instruments), Number(MusicDimension.Tempo));
    }
}

/// <summary>A track that is like the one asked about.</summary>
/// <param name="Rank">1 for the most alike.</param>
/// <param name="Score">The weighted mean of the similarities, 0 to 1.</param>
/// <param name="Path">The file.</param>
/// <param name="Title">Title as the file says, else the name of the file.</param>
/// <param name="Artist">Artist as the file says; null where it does not.</param>
/// <param name="Duration">Length in seconds.</param>
/// <param name="Similarity">How alike it is in each dimension: 1 for the same, 0.5 for two tracks taken at random.</param>
/// <param name="Tags">The tags the tagger is sure of, most probable first.</param>
public sealed record SimilarTrack(
    int Rank, double Score, string Path, string Title, string? Artist, double Duration, DimensionNumbers Similarity, IReadOnlyList<TrackTag> Tags);
