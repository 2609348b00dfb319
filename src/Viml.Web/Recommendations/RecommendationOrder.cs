using Viml.Library.Recommendation;
using Viml.Library.Search;

namespace Viml.Web.Recommendations;

/// <summary>What music is wanted. One of video, text, not and like must be given.</summary>
public record RecommendationOrder
{
    private const int Most = 1000; // tracks, and names in lists

    /// <summary>The id of a video.</summary>
    public string? Video { get; init; }

    /// <summary>What the music should be like, in words.</summary>
    public string? Text { get; init; }

    /// <summary>What the music should do without.</summary>
    public IReadOnlyList<string>? Not { get; init; }

    /// <summary>The weight of the text beside the video, 0 to 1.</summary>
    public double TextWeight { get; init; } = 1;

    /// <summary>How many tracks are wanted.</summary>
    public int Top { get; init; } = 10;

    /// <summary>The part of the video; null for all of it.</summary>
    public VideoRange? Range { get; init; }

    /// <summary>Which tracks may be found.</summary>
    public FilterOrder? Filters { get; init; }

    /// <summary>The ids of tracks that the music should be like.</summary>
    public IReadOnlyList<string>? Like { get; init; }

    /// <summary>The ids of tracks that it should be unlike.</summary>
    public IReadOnlyList<string>? Unlike { get; init; }

    /// <summary>What decides the order.</summary>
    public RankingKind Ranking { get; init; }

    /// <summary>Whether starts are moved by up to a bar, so that beats fall on the cuts of the video.</summary>
    public bool Beats { get; init; }

    /// <summary>The request without the video.</summary>
    internal RecommendationRequest ToRequest()
    {
        if (Top is < 1 or > Most) throw new ArgumentException($"1 to {Most} tracks can be asked for.");
        if (Text?.Length > ServerLimits.TextLength || Not?.Any(thing => thing is null || thing.Length > ServerLimits.TextLength) == true)
            throw new ArgumentException($"A text has {ServerLimits.TextLength} letters at most.");
        if (Not?.Count > Most || Like?.Count > Most || Unlike?.Count > Most || Filters?.Tags?.Count > Most)
            throw new ArgumentException($"A list has {Most} entries at most.");
        if (Like?.Any(id => id is null) == true || Unlike?.Any(id => id is null) == true
            || Filters?.Tags?.Any(tag => tag?.Tag is null) == true)
            throw new ArgumentException("A list has an empty entry.");
        return new RecommendationRequest
        {
            Text = Text, Not = Not ?? [], TextWeight = TextWeight, Top = Top, Range = Range, Like = Like ?? [], Unlike = Unlike ?? [],
            Ranking = Ranking, Filters = Filters?.ToFilters() ?? SearchFilters.None,
        };
    }
}

/// <summary>Which tracks may be found.</summary>
/// <param name="Tags">Tags that a track must have.</param>
/// <param name="MinDuration">Seconds.</param>
/// <param name="MaxDuration">Seconds.</param>
/// <param name="Folder">A folder of the library; the full path.</param>
public sealed record FilterOrder(IReadOnlyList<TagOrder>? Tags = null, double? MinDuration = null, double? MaxDuration = null,
    string? Folder = null)
{
    internal SearchFilters ToFilters()
    {
        if (Folder is not null && !Path.IsPathFullyQualified(Folder)) throw new ArgumentException("The folder must be a full path.");
        return new SearchFilters
        {
            Tags = [.. (Tags ?? []).Select(tag => new TagFilter(tag.Tag, tag.Confidence))],
            MinimumDuration = MinDuration, MaximumDuration = MaxDuration, Folder = Folder,
        };
    }
}

/// <summary>A tag that a track must have.</summary>
/// <param name="Tag">Its name in the vocabulary.</param>
/// <param name="Confidence">How sure the tagger must be, 0 to 1.</param>
public sealed record TagOrder(string Tag, float Confidence = TagFilter.DefaultConfidence);
