using Viml.Models.Music;

namespace Viml.Library.Similarity;

/// <summary>A search for tracks similar to one.</summary>
public sealed record SimilarityRequest
{
    /// <summary>The file to compare with; it need not be in the library.</summary>
    public required string Track { get; init; }

    /// <summary>The weight of each dimension, at least 0; only their proportions matter.</summary>
    public PerDimension Weights { get; init; } = new(1, 1, 1, 1);

    /// <summary>Maximum number of tracks in the answer.</summary>
    public int Top { get; init; } = 10;
}
