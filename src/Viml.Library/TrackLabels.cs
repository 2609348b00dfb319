namespace Viml.Library;

/// <summary>The labels in a music file; null where it has none.</summary>
public sealed record TrackLabels(string? Title, string? Artist, string? Album, string? Genre);
