using System.Globalization;
using Viml.Library.Indexing;
using Viml.Models.Tagging;

namespace Viml.Library.Search;

/// <summary>A tag a track must have.</summary>
/// <param name="Tag">Name of the tag in the vocabulary.</param>
/// <param name="MinimumConfidence">How sure the tagger must be, 0 to 1.</param>
public sealed record TagFilter(string Tag, float MinimumConfidence = TagFilter.DefaultConfidence)
{
    /// <summary>The confidence asked for where none is said.</summary>
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

    /// <summary>Text the path must contain, letter case ignored.</summary>
    public string? PathText { get; init; }

    /// <summary>The filters as tests of a track, each with words for it.</summary>
    /// <exception cref="ArgumentException">A tag is unknown, a confidence is not in 0..1, or the shortest duration is above the longest.</exception>
    internal List<(string Words, Func<IndexedTrack, bool> Keeps)> Compile(TagVocabulary vocabulary)
    {
        if (MinimumDuration > MaximumDuration)
            throw new ArgumentException($"The shortest duration, {MinimumDuration} s, is above the longest, {MaximumDuration} s.");
        var filters = new List<(string, Func<IndexedTrack, bool>)>();
        foreach (var (tag, confidence) in Tags)
        {
            if (confidence is not (>= 0 and <= 1))
                throw new ArgumentException($"The confidence of the tag '{tag}' must be between 0 and 1, is {confidence}.");
            var index = vocabulary.IndexOf(tag);
            filters.Add(($"tag {vocabulary.Names[index]} >= {Number(confidence)}", track => track.Tags[index] >= confidence));
        }
        if (MinimumDuration is { } shortest)
            filters.Add(($"duration >= {Number(shortest)} s", track => track.Duration >= shortest));
        if (MaximumDuration is { } longest)
            filters.Add(($"duration <= {Number(longest)} s", track => track.Duration <= longest));
        if (Folder is not null)
        {
            var folder = FolderPath.Normalize(Folder);
            filters.Add(($"folder {folder}", track => track.Paths.Any(path => FolderPath.Contains(folder, path))));
        }
        if (!string.IsNullOrEmpty(PathText))
            filters.Add(($"path contains '{PathText}'", track => track.Paths.Any(path => path.Contains(PathText, StringComparison.OrdinalIgnoreCase))));
        return filters;
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}

/// <summary>What a filter did.</summary>
/// <param name="Filter">The filter in words.</param>
/// <param name="Removed">How many of the tracks left by the filters before it were removed.</param>
public sealed record FilterEffect(string Filter, int Removed);
