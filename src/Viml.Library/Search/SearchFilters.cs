namespace Viml.Library.Search;

/// <summary>A tag a track must have.</summary>
/// <param name="Tag">Name of the tag in the vocabulary.</param>
/// <param name="MinimumConfidence">How sure the tagger must be, 0 to 1.</param>
public sealed record TagFilter(string Tag, float MinimumConfidence = TagFilter.DefaultConfidence)
{
    /// <summary>The confidence where none is given.</summary>
    public const float DefaultConfidence = 0.5f;
}

/// <summary>Which tracks may be found at all. Filters apply before the search, in the order of the members.</summary>
public sealed record SearchFilters
{
    /// <summary>No filter.</summary>
    public static SearchFilters None { get; } = new();

    /// <summary>Tags a track must have, all of them.</summary>
    public IReadOnlyList<TagFilter> Tags { get; init; } = [];

    /// <summary>Shortest track in seconds.</summary>
    public double? MinimumDuration { get; init; }

    /// <summary>Longest track in seconds.</summary>
    public double? MaximumDuration { get; init; }

    /// <summary>The folder a track must lie in, at any depth.</summary>
    public string? Folder { get; init; }
}
