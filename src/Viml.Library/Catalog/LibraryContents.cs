namespace Viml.Library.Catalog;

/// <summary>How much a library holds.</summary>
/// <param name="Tracks">Distinct tracks that can be found.</param>
/// <param name="Files">Files that hold them; more than the tracks where there are copies.</param>
/// <param name="Failed">Files that could not be indexed.</param>
/// <param name="Missing">Files that were removed since; their embeddings are kept for their return.</param>
/// <param name="Segments">Segments of the tracks.</param>
/// <param name="Seconds">Playing time of the tracks.</param>
public sealed record LibraryContents(int Tracks, int Files, int Failed, int Missing, int Segments, double Seconds);

/// <summary>A file that could not be indexed, and why.</summary>
public sealed record FileFailure(string Path, string Reason);
