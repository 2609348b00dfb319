namespace Viml.Library.Catalog;

/// <summary>The tracks in whose names some words stand.</summary>
/// <param name="Tracks">Ids of the tracks, those with the rarest words first.</param>
/// <param name="Frequencies">For each word, in how many tracks it stands.</param>
public sealed record NameHits(IReadOnlyList<long> Tracks, IReadOnlyList<int> Frequencies);
