using Viml.Engine.Kernels;
using Viml.Library.Catalog;

namespace Viml.Library.Search;

/// <summary>
/// All segments of a library in memory, searched exactly: every segment is compared with the query, which takes milliseconds for
/// a hundred thousand. Immutable and thread-safe once loaded.
/// </summary>
public sealed class SegmentIndex
{
    /// <summary>
    /// Share of the whole track in the score; the best segment has the rest. The picture lies on one stretch of the music, so the segment leads; the whole
    /// tells apart tracks of which only a short stretch resembles the query.
    /// </summary>
    public const float WholeTrackShare = 0.25f;

    private readonly ModelSet _models;
    private readonly IndexedTrack[] _tracks;
    private readonly float[] _wholes; // [track, width]
    private readonly float[] _rows; // [segment, width]
    private readonly Segment[] _segments;

    private SegmentIndex(ModelSet models, IndexedTrack[] tracks, float[] wholes, float[] rows, Segment[] segments)
    {
        _models = models;
        _tracks = tracks;
        _wholes = wholes;
        _rows = rows;
        _segments = segments;
    }

    /// <summary>The tracks that can be found.</summary>
    public IReadOnlyList<IndexedTrack> Tracks => _tracks;

    /// <summary>Number of segments.</summary>
    public int Segments => _segments.Length;

    /// <summary>Reads the tracks and segments of a library.</summary>
    /// <exception cref="LibraryBundleException">The library was indexed with another bundle, or a change of bundle is not finished.</exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryFormatException">The library is damaged.</exception>
    public static SegmentIndex Load(LibraryStore store, ModelSet models)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(models);
        BundleMatch.Require(store, models);
        try
        {
            return Read(store, models);
        }
        catch (InvalidDataException fault)
        {
            throw new LibraryFormatException(store.Path, $"embeddings of width {models.Joint.Width}", fault.Message, fault);
        }
    }

    /// <summary>Ranks the tracks that pass the filters.</summary>
    /// <param name="query">Unit vector in the joint space.</param>
    /// <param name="filters">Which tracks may be found.</param>
    /// <exception cref="ArgumentException">The query has another width, or a filter is not usable.</exception>
    public SearchResult Search(ReadOnlySpan<float> query, SearchFilters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (query.Length != _models.Joint.Width)
            throw new ArgumentException($"The query has {query.Length} numbers, the library {_models.Joint.Width}.", nameof(query));
        var (allowed, effects) = Filter(filters);
        if (!allowed.Contains(true))
            return new SearchResult(effects, []);
        var best = BestSegments(query);
        var wholes = new float[_tracks.Length];
        Similarity.Dot(_wholes, query.Length, query, wholes);
        var hits = new List<SearchHit>();
        for (var track = 0; track < _tracks.Length; track++)
            if (allowed[track])
            {
                var segment = _segments[best[track].Row];
                var score = (1 - WholeTrackShare) * best[track].Score + WholeTrackShare * wholes[track];
                hits.Add(new SearchHit(_tracks[track], score, segment.Start, segment.Length));
            }
        hits.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Track.Paths[0], b.Track.Paths[0]));
        return new SearchResult(effects, hits);
    }

    private (bool[] Allowed, List<FilterEffect> Effects) Filter(SearchFilters filters)
    {
        var allowed = new bool[_tracks.Length];
        Array.Fill(allowed, true);
        var effects = new List<FilterEffect>();
        foreach (var (words, keeps) in filters.Compile(_models.Tags))
        {
            var removed = 0;
            for (var track = 0; track < _tracks.Length; track++)
                if (allowed[track] && !keeps(_tracks[track]))
                {
                    allowed[track] = false;
                    removed++;
                }
            effects.Add(new FilterEffect(words, removed));
        }
        return (allowed, effects);
    }

    /// <summary>The best segment of each track; of equal ones the earliest.</summary>
    private (int Row, float Score)[] BestSegments(ReadOnlySpan<float> query)
    {
        var scores = new float[_segments.Length];
        Similarity.Dot(_rows, query.Length, query, scores);
        var best = new (int Row, float Score)[_tracks.Length];
        Array.Fill(best, (-1, float.NegativeInfinity));
        for (var row = 0; row < scores.Length; row++)
            if (scores[row] > best[_segments[row].Track].Score)
                best[_segments[row].Track] = (row, scores[row]);
        return best;
    }

    private static SegmentIndex Read(LibraryStore store, ModelSet models)
    {
        var width = models.Joint.Width;
        var entries = store.Tracks.Entries();
        BundleMatch.RequireFinished(store, models, entries);
        var places = new Dictionary<long, int>(entries.Count);
        var tracks = new IndexedTrack[entries.Count];
        var wholes = new float[checked(entries.Count * width)];
        for (var i = 0; i < tracks.Length; i++)
        {
            var entry = entries[i];
            var tags = new float[models.Tags.Count];
            HalfBlob.Read(entry.Tags, tags);
            HalfBlob.Read(entry.Embedding, wholes.AsSpan(i * width, width));
            tracks[i] = new IndexedTrack(entry.Id, entry.Paths, entry.Labels, entry.Duration, tags);
            places.Add(entry.Id, i);
        }
        var (rows, segments) = ReadSegments(store, places, width);
        var seen = segments.Select(segment => segment.Track).Distinct().Count();
        return seen == tracks.Length
            ? new SegmentIndex(models, tracks, wholes, rows, segments)
            : throw new LibraryFormatException(store.Path, "segments of every track", $"{tracks.Length - seen} tracks without any");
    }

    private static (float[] Rows, Segment[] Segments) ReadSegments(LibraryStore store, Dictionary<long, int> places, int width)
    {
        var rows = new float[checked(store.Tracks.CountSegments() * width)];
        var segments = new List<Segment>();
        store.Tracks.ForEachSegment((track, start, length, embedding) =>
        {
            if (!places.TryGetValue(track, out var place))
                return; // its file is gone
            HalfBlob.Read(embedding, rows.AsSpan(segments.Count * width, width));
            segments.Add(new Segment(place, start, length));
        });
        return (segments.Count * width == rows.Length ? rows : rows[..(segments.Count * width)], [.. segments]);
    }

    private readonly record struct Segment(int Track, double Start, double Length);
}
