using Viml.Library.Encoding;
using Viml.Library.Search;

namespace Viml.Library.Recommendation;

/// <summary>A query for music: with a video, a text, or both.</summary>
public sealed record RecommendationRequest
{
    /// <summary>The video file, or a picture; null to search with text alone.</summary>
    public string? Video { get; init; }

    /// <summary>The pictures that follow a picture in a slideshow, in their order.</summary>
    public IReadOnlyList<string> MorePictures { get; init; } = [];

    /// <summary>
    /// What the video encoder gave for the video, where that is known: then <see cref="Video"/> is its name in the answer, and nothing is
    /// decoded. Null encodes the file.
    /// </summary>
    public EncodedVideo? Encoded { get; init; }

    /// <summary>The part of the video to find music for; null for all of it.</summary>
    public VideoRange? Range { get; init; }

    /// <summary>The text; null or blank to search with the video alone.</summary>
    public string? Text { get; init; }

    /// <summary>What the music should do without, beside what the text says: "drums", "drums and vocals".</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary><see cref="Catalog.TrackRecord.Key"/> of tracks that the music should be like.</summary>
    public IReadOnlyList<string> Like { get; init; } = [];

    /// <summary>The same of tracks that it should be unlike.</summary>
    public IReadOnlyList<string> Unlike { get; init; } = [];

    /// <summary>What decides the order.</summary>
    public RankingKind Ranking { get; init; }

    /// <summary>
    /// The weight of the text beside the video, 0 to 1, in every part of the ranking; in the joint space the query is
    /// <c>normalise((1 - w) q_video + w q_fused)</c>. At 1 the model's learned fusion decides, at 0 the text is ignored. Without effect
    /// where only one of the two is given.
    /// </summary>
    public double TextWeight { get; init; } = 1;

    /// <summary>Maximum number of tracks in the answer.</summary>
    public int Top { get; init; } = 10;

    /// <summary>Which tracks may be found.</summary>
    public SearchFilters Filters { get; init; } = SearchFilters.None;
}
