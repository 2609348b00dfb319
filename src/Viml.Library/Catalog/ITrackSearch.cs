namespace Viml.Library.Search;

/// <summary>A track with its score for a query.</summary>
/// <param name="Track">The track.</param>
/// <param name="Score">What the ranking goes by; see <see cref="SegmentIndex.WholeTrackShare"/>.</param>
/// <param name="Start">Start of its best segment in seconds.</param>
/// <param name="Length">Length of its best segment in seconds.</param>
public sealed record SearchHit(IndexedTrack Track, float Score, double Start, double Length);

/// <summary>The answer of a search.</summary>
/// <param name="Filters">What each filter removed, in the order applied.</param>
/// <param name="Hits">The tracks that are left, best first; equal scores in the order of their paths.</param>
public sealed record SearchResult(IReadOnlyList<FilterEffect> Filters, IReadOnlyList<SearchHit> Hits);
