using Viml.Library.Catalog;

namespace Viml.Library.Search;

/// <summary>A track that can be found.</summary>
/// <param name="Id">Its number in the library.</param>
/// <param name="Paths">The files that hold it, at least one, in the order of their names.</param>
/// <param name="Labels">What the file says about itself.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Tags">Probability of each tag of the vocabulary.</param>
public sealed record IndexedTrack(long Id, IReadOnlyList<string> Paths, TrackLabels Labels, double Duration, float[] Tags);
