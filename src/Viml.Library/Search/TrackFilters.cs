using System.Globalization;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Models.Tagging;

namespace Viml.Library.Search;

/// <summary>Filters that have been checked and can be applied.</summary>
internal sealed class TrackFilters
{
    private readonly List<(string Words, Func<TrackRecord, bool> Keeps)> _filters = [];

    /// <summary>Checks filters.</summary>
    /// <exception cref="ArgumentException">
    /// A tag is unknown, a confidence is not in 0..1, or the shortest duration is above the longest.
    /// </exception>
    public TrackFilters(SearchFilters filters, TagVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.MinimumDuration > filters.MaximumDuration)
            throw new ArgumentException(
                $"The shortest duration, {filters.MinimumDuration} s, is above the longest, {filters.MaximumDuration} s.");
        foreach (var (tag, confidence) in filters.Tags)
        {
            if (confidence is not (>= 0 and <= 1))
                throw new ArgumentException($"The confidence of the tag '{tag}' must be between 0 and 1, is {confidence}.");
            var index = vocabulary.IndexOf(tag);
            _filters.Add(($"tag {vocabulary.Names[index]} >= {Number(confidence)}", track => track.Tags[index] >= confidence));
        }
        if (filters.MinimumDuration is { } shortest)
            _filters.Add(($"duration >= {Number(shortest)} s", track => track.Duration >= shortest));
        if (filters.MaximumDuration is { } longest)
            _filters.Add(($"duration <= {Number(longest)} s", track => track.Duration <= longest));
        if (filters.Folder is null)
            return;
        var folder = FolderPath.Normalize(filters.Folder);
        _filters.Add(($"folder {folder}", track => track.Paths.Any(path => FolderPath.Contains(folder, path))));
    }

    /// <summary>
    /// Which of the tracks pass every filter, null where there is no filter; and what each filter removed of those the others left.
    /// </summary>
    public (bool[]? Allowed, List<FilterEffect> Effects) Apply(IReadOnlyList<TrackRecord> tracks)
    {
        if (_filters.Count == 0)
            return (null, []);
        var allowed = new bool[tracks.Count];
        Array.Fill(allowed, true);
        var effects = new List<FilterEffect>();
        foreach (var (words, keeps) in _filters)
        {
            var removed = 0;
            for (var track = 0; track < tracks.Count; track++)
                if (allowed[track] && !keeps(tracks[track]))
                {
                    allowed[track] = false;
                    removed++;
                }
            effects.Add(new FilterEffect(words, removed));
        }
        return (allowed, effects);
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
