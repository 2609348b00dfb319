using Viml.Library.Search;

namespace Viml.Library.Recommendation;

/// <summary>What music is wanted: for a video, for words, or for both.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The video file; null to search with words alone.</summary>
    public string? Video { get; init; }

    /// <summary>The words; null or blank to search with the picture alone.</summary>
    public string? Text { get; init; }

    /// <summary>
    /// How much the words count beside the picture, 0 to 1: the query is <c>normalise((1 - w) q_video + w q_fused)</c>. At 1 the model's learned fusion
    /// decides, at 0 the words are not heard. Without effect where only one of the two is given.
    /// </summary>
    public double TextWeight { get; init; } = 1;

    /// <summary>How many tracks to give.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Which tracks may be given.</summary>
    public SearchFilters Filters { get; init; } = SearchFilters.None;
}
