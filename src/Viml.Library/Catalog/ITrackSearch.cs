namespace Viml.Library.Catalog;

/// <summary>Ranks the tracks of a library by how near their segments lie to a query. Immutable and thread-safe.</summary>
public interface ITrackSearch
{
    /// <summary>Number of segments.</summary>
    public int Segments { get; }

    /// <summary>Answers several queries in one pass over the segments; the rankings come in the order of the queries.</summary>
    /// <exception cref="ArgumentException">A query has another width than the library, or a negative count.</exception>
    public IReadOnlyList<TrackRanking> Rank(IReadOnlyList<TrackQuery> queries, CancellationToken cancellation);
}

/// <summary>A question to a search. Tracks are numbers, as <see cref="ILibraryReader.OpenSearch"/> says.</summary>
/// <param name="Vector">Unit vector in the joint space.</param>
/// <param name="Count">How many tracks are wanted.</param>
/// <param name="Allowed">By track: whether it may be found; null allows all.</param>
/// <param name="Weight">What the similarity counts in the score.</param>
/// <param name="Added">By track: what is added to the weighted similarity; null adds nothing.</param>
/// <param name="Accepts">Asked of one track after the other, best first, until there are enough; null accepts all.</param>
public sealed record TrackQuery(
    float[] Vector, int Count, bool[]? Allowed = null, Func<int, bool>? Accepts = null, float Weight = 1, float[]? Added = null);

/// <summary>The answer to a query.</summary>
/// <param name="Hits">The best tracks, best first; equal scores in the order of their numbers.</param>
/// <param name="Rejected">How many better or equal tracks <see cref="TrackQuery.Accepts"/> turned down.</param>
public sealed record TrackRanking(IReadOnlyList<TrackHit> Hits, int Rejected);

/// <summary>A track with its score for a query.</summary>
/// <param name="Track">Its number.</param>
/// <param name="Score">What it is ranked by: <see cref="TrackQuery.Weight"/> x similarity + <see cref="TrackQuery.Added"/>.</param>
/// <param name="Similarity">Similarity to the query, -1 to 1.</param>
/// <param name="Start">Start of its most similar segment in seconds.</param>
/// <param name="Length">Length of its most similar segment in seconds.</param>
public readonly record struct TrackHit(int Track, float Score, float Similarity, double Start, double Length);
