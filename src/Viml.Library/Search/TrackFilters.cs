using System.Globalization;
using Viml.Library.Answers;
using Viml.Library.Catalog;
using Viml.Library.Files;
using Viml.Models.Tagging;

namespace Viml.Library.Search;

/// <summary>Filters that have been checked and can be applied.</summary>
internal sealed class TrackFilters
{
    private readonly List<(string Words, Func<TrackRecord, bool> Keeps, int? Tag)> _filters = [];
    private readonly TagVocabulary _vocabulary;

    /// <summary>Checks filters.</summary>
    /// <exception cref="ArgumentException">
    /// A tag is unknown, a confidence is not in 0..1, or the shortest duration is above the longest.
    /// </exception>
    public TrackFilters(SearchFilters filters, TagVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(filters);
        _vocabulary = vocabulary;
        if (filters.MinimumDuration > filters.MaximumDuration)
            throw new ArgumentException(
                $"The shortest duration, {filters.MinimumDuration} s, is above the longest, {filters.MaximumDuration} s.");
        foreach (var (tag, confidence) in filters.Tags)
        {
            if (confidence is not (>= 0 and <= 1))
                throw new ArgumentException($"The confidence of the tag '{tag}' must be between 0 and 1, is {confidence}.");
            var index = vocabulary.IndexOf(tag);
            _filters.Add(($"tag {vocabulary.Names[index]} >= {Number(confidence)}", track => track.Tags[index] >= confidence, index));
        }
        if (filters.MinimumDuration is { } shortest)
            _filters.Add(($"duration >= {Number(shortest)} s", track => track.Duration >= shortest, null));
        if (filters.MaximumDuration is { } longest)
            _filters.Add(($"duration <= {Number(longest)} s", track => track.Duration <= longest, null));
        if (filters.Folder is null)
            return;
        var folder = FolderPath.Normalize(filters.Folder);
        _filters.Add(($"folder {folder}", track => track.Paths.Any(path => FolderPath.Contains(folder, path)), null));
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
        foreach (var (words, keeps, tag) in _filters)
        {
            var before = tracks.Where((_, track) => allowed[track]).ToList();
            var removed = 0;
            for (var track = 0; track < tracks.Count; track++)
                if (allowed[track] && !keeps(tracks[track]))
                {
                    allowed[track] = false;
                    removed++;
                }
            effects.Add(new FilterEffect(words, removed)
            {
                Instead = tag is { } index && removed == before.Count ? Instead(index, before) : null,
            });
        }
        return (allowed, effects);
    }

    /// <summary>The highest confidence in tenths, or below that in hundredths, at which some of the tracks have a tag.</summary>
    private TagInstead? Instead(int tag, List<TrackRecord> tracks)
    {
        var highest = tracks.Count == 0 ? 0 : tracks.Max(track => track.Tags[tag]);
        var confidence = highest >= 0.1f ? MathF.Floor(highest * 10) / 10 : MathF.Floor(highest * 100) / 100;
        var keeps = tracks.Count(track => track.Tags[tag] >= confidence);
        return confidence > 0 && keeps > 0 ? new TagInstead(_vocabulary.Names[tag], confidence, keeps) : null;
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
