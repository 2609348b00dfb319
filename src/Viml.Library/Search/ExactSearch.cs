using System.Buffers;
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

    private const int TracksPerRange = 32;

    private readonly ModelSet _models;
    private readonly IndexedTrack[] _tracks; // in the order of their first paths, which decides between equal scores
    // Embeddings are float16, as the library keeps them: a search is limited by memory, and their scores are those of the same numbers in float32.
    private readonly Half[] _wholes; // [track, width]
    private readonly Half[] _rows; // [segment, width]
    private readonly Segment[] _segments;
    private readonly SegmentRange[] _ranges; // [track]

    private SegmentIndex(ModelSet models, IndexedTrack[] tracks, Half[] wholes, Half[] rows, Segment[] segments, SegmentRange[] ranges)
    {
        _models = models;
        _tracks = tracks;
        _wholes = wholes;
        _rows = rows;
        _segments = segments;
        _ranges = ranges;
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
    /// <param name="top">How many hits are wanted; all unless told.</param>
    /// <exception cref="ArgumentException">The query has another width, a filter is not usable, or less than nothing is wanted.</exception>
    public SearchResult Search(ReadOnlySpan<float> query, SearchFilters filters, int top = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentOutOfRangeException.ThrowIfNegative(top);
        if (query.Length != _models.Joint.Width)
            throw new ArgumentException($"The query has {query.Length} numbers, the library {_models.Joint.Width}.", nameof(query));
        var allowed = ArrayPool<bool>.Shared.Rent(_tracks.Length);
        var scores = ArrayPool<float>.Shared.Rent(_tracks.Length);
        var best = ArrayPool<int>.Shared.Rent(_tracks.Length);
        try
        {
            var effects = Filter(filters, allowed.AsSpan(0, _tracks.Length));
            var left = _tracks.Length - effects.Sum(effect => effect.Removed);
            if (left == 0)
                return new SearchResult(effects, []);
            var vector = query.ToArray();
            Parallelism.ForRanges(_tracks.Length, TracksPerRange, (from, to) => Score(vector, allowed, scores, best, from, to));
            var chosen = new int[Math.Min(top, left)];
            TopK.Select(scores.AsSpan(0, _tracks.Length), chosen);
            return new SearchResult(effects, Array.ConvertAll(chosen, track => new SearchHit(
                _tracks[track], scores[track], _segments[best[track]].Start, _segments[best[track]].Length)));
        }
        finally
        {
            ArrayPool<bool>.Shared.Return(allowed);
            ArrayPool<float>.Shared.Return(scores);
            ArrayPool<int>.Shared.Return(best);
        }
    }

    private List<FilterEffect> Filter(SearchFilters filters, Span<bool> allowed)
    {
        allowed.Fill(true);
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
        return effects;
    }

    /// <summary>The score and the best segment of each track of a range, of equal segments the earliest; NaN for tracks that are not allowed.</summary>
    private void Score(float[] query, bool[] allowed, float[] scores, int[] best, int from, int to)
    {
        const int Block = 64;
        var width = query.Length;
        Span<float> block = stackalloc float[Block], whole = stackalloc float[1];
        for (var track = from; track < to; track++)
        {
            scores[track] = float.NaN; // behind every number
            if (!allowed[track])
                continue;
            var (first, count) = _ranges[track];
            best[track] = first;
            var highest = float.NegativeInfinity;
            for (var start = first; start < first + count; start += Block)
            {
                var part = block[..Math.Min(Block, first + count - start)];
                Similarity.Dot(_rows.AsSpan(start * width, part.Length * width), width, query, part);
                for (var i = 0; i < part.Length; i++)
                    if (part[i] > highest)
                        (best[track], highest) = (start + i, part[i]);
            }
            Similarity.Dot(_wholes.AsSpan(track * width, width), width, query, whole);
            scores[track] = (1 - WholeTrackShare) * highest + WholeTrackShare * whole[0];
        }
    }

    private static SegmentIndex Read(LibraryStore store, ModelSet models)
    {
        var width = models.Joint.Width;
        var entries = store.Tracks.Entries();
        BundleMatch.RequireFinished(store, models, entries);
        entries.Sort((a, b) => string.CompareOrdinal(a.Paths[0], b.Paths[0]));
        var places = new Dictionary<long, int>(entries.Count);
        var tracks = new IndexedTrack[entries.Count];
        var wholes = new Half[checked(entries.Count * width)];
        for (var i = 0; i < tracks.Length; i++)
        {
            var entry = entries[i];
            var tags = new float[models.Tags.Count];
            HalfBlob.Read(entry.Tags, tags);
            HalfBlob.Read(entry.Embedding, wholes.AsSpan(i * width, width));
            tracks[i] = new IndexedTrack(entry.Id, entry.Paths, entry.Labels, entry.Duration, tags);
            places.Add(entry.Id, i);
        }
        var (rows, segments, ranges) = ReadSegments(store, places, width);
        var without = ranges.Count(range => range.Count == 0);
        return without == 0
            ? new SegmentIndex(models, tracks, wholes, rows, segments, ranges)
            : throw new LibraryFormatException(store.Path, "segments of every track", $"{without} tracks without any");
    }

    private static (Half[] Rows, Segment[] Segments, SegmentRange[] Ranges) ReadSegments(LibraryStore store, Dictionary<long, int> places, int width)
    {
        var ranges = new SegmentRange[places.Count];
        var segments = new Segment[store.Tracks.CountSegments()];
        var rows = GC.AllocateUninitializedArray<Half>(checked(segments.Length * width));
        var count = 0;
        store.Tracks.ForEachTrackOfSegments((track, starts, embeddings) =>
        {
            if (!places.TryGetValue(track, out var place))
                return; // its file is gone
            var added = starts.Length / PlaceBlob.Size;
            if (count + added > segments.Length) // another process has indexed something since they were counted
            {
                Array.Resize(ref segments, 2 * (count + added));
                Array.Resize(ref rows, checked(segments.Length * width));
            }
            HalfBlob.Read(embeddings, rows.AsSpan(count * width, added * width));
            ranges[place] = new SegmentRange(count, added);
            for (var i = 0; i < added; i++)
            {
                var (start, length) = PlaceBlob.Read(starts, i);
                segments[count++] = new Segment(start, length);
            }
        });
        return count == segments.Length ? (rows, segments, ranges) : (rows[..(count * width)], segments[..count], ranges);
    }

    private readonly record struct Segment(double Start, double Length);

    private readonly record struct SegmentRange(int First, int Count);
}
