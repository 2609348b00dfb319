using System.Buffers;
using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Library.Catalog;
using Dots = Viml.Engine.Kernels.Similarity;

namespace Viml.Library.Search;

/// <summary>Where a segment lies in its track, in seconds.</summary>
internal readonly record struct Segment(double Start, double Length);

/// <summary>The segments of a track: the first and how many.</summary>
internal readonly record struct SegmentRange(int First, int Count);

/// <summary>
/// All segments of a library in memory, searched exactly: every segment is compared with the query, which takes milliseconds for a hundred
/// thousand. Embeddings are float16, as the library stores them: a search is limited by memory, and their scores are those of the same
/// numbers in float32.
/// </summary>
/// <param name="width">Numbers per embedding.</param>
/// <param name="wholes">Whole tracks, [track, width].</param>
/// <param name="rows">Segments, [segment, width].</param>
/// <param name="segments">Where the segments lie.</param>
/// <param name="ranges">The segments of each track, at least one.</param>
internal sealed class ExactSearch(int width, Half[] wholes, Half[] rows, Segment[] segments, SegmentRange[] ranges) : ITrackSearch
{
    /// <summary>
    /// Share of the whole track in the score; the best segment has the rest. The picture lies on one stretch of the music, so the segment
    /// leads; the whole tells apart tracks of which only a short stretch resembles the query.
    /// </summary>
    public const float WholeTrackShare = 0.25f;

    private const int TracksPerRange = 32;

    public int Segments => segments.Length;

    public IReadOnlyList<TrackRanking> Rank(IReadOnlyList<TrackQuery> queries, CancellationToken cancellation)
    {
        foreach (var query in queries)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(query.Count, nameof(queries));
            if (query.Vector.Length != width)
                throw new ArgumentException($"The query has {query.Vector.Length} numbers, the library {width}.", nameof(queries));
            if (query.Added is { } added && added.Length != ranges.Length)
                throw new ArgumentException($"The query adds to {added.Length} tracks, the library has {ranges.Length}.", nameof(queries));
        }
        var scored = queries.Select(query => new Scored(query, ranges.Length)).ToArray();
        try
        {
            Parallelism.ForRanges(ranges.Length, TracksPerRange, (from, to) =>
            {
                cancellation.ThrowIfCancellationRequested();
                for (var track = from; track < to; track++)
                    Score(track, scored);
            });
            return Array.ConvertAll(scored, Best);
        }
        finally
        {
            foreach (var one in scored)
                one.Return();
        }
    }

    /// <summary>The similarity of a track to each query; NaN, which is below every number, where the query does not allow it.</summary>
    private void Score(int track, Scored[] scored)
    {
        for (var i = 0; i < scored.Length; i++)
        {
            var (query, similarities, best) = scored[i];
            if (query.Allowed is { } allowed && !allowed[track])
                similarities[track] = float.NaN;
            else if (i > 0 && scored[i - 1] is var before && before.Query.Vector == query.Vector
                && !float.IsNaN(before.Similarities[track]))
                (similarities[track], best[track]) = (before.Similarities[track], before.Best[track]);
            else
                (similarities[track], best[track]) = Similarity(track, query.Vector);
        }
    }

    /// <summary>The similarity of a track and its best segment, of equal segments the earliest.</summary>
    private (float Similarity, int Best) Similarity(int track, float[] query)
    {
        const int Block = 64;
        Span<float> block = stackalloc float[Block], whole = stackalloc float[1];
        var (first, count) = ranges[track];
        var (best, highest) = (first, float.NegativeInfinity);
        for (var start = first; start < first + count; start += Block)
        {
            var part = block[..Math.Min(Block, first + count - start)];
            Dots.Dot(rows.AsSpan(start * width, part.Length * width), width, query, part);
            for (var i = 0; i < part.Length; i++)
                if (part[i] > highest)
                    (best, highest) = (start + i, part[i]);
        }
        Dots.Dot(wholes.AsSpan(track * width, width), width, query, whole);
        return ((1 - WholeTrackShare) * highest + WholeTrackShare * whole[0], best);
    }

    /// <summary>Takes the best tracks, and more of them where the query turns some down.</summary>
    private TrackRanking Best(Scored scored)
    {
        var (query, similarities, best) = scored;
        var hits = new List<TrackHit>();
        var order = ArrayPool<int>.Shared.Rent(ranges.Length);
        var scores = ArrayPool<float>.Shared.Rent(ranges.Length);
        try
        {
            var all = scores.AsSpan(0, ranges.Length);
            TensorPrimitives.Multiply(similarities.AsSpan(0, ranges.Length), query.Weight, all); // NaN stays NaN
            if (query.Added is { } added)
                TensorPrimitives.Add(all, added, all);
            var (seen, rejected) = (0, 0);
            for (var wanted = Math.Min(query.Count, ranges.Length); ; wanted = (int)Math.Min(4L * wanted, ranges.Length))
            {
                TopK.Select(all, order.AsSpan(0, wanted));
                for (; seen < wanted && hits.Count < query.Count; seen++)
                {
                    var track = order[seen];
                    if (float.IsNaN(scores[track]))
                        return new TrackRanking(hits, rejected);
                    if (query.Accepts is null || query.Accepts(track))
                    {
                        var (start, length) = segments[best[track]];
                        hits.Add(new TrackHit(track, scores[track], similarities[track], start, length));
                    }
                    else
                        rejected++;
                }
                if (hits.Count == query.Count || wanted == ranges.Length)
                    return new TrackRanking(hits, rejected);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(order);
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    /// <summary>A query with the similarity and the best segment of each track, in rented arrays.</summary>
    private sealed record Scored(TrackQuery Query, float[] Similarities, int[] Best)
    {
        public Scored(TrackQuery query, int tracks)
            : this(query, ArrayPool<float>.Shared.Rent(tracks), ArrayPool<int>.Shared.Rent(tracks))
        {
        }

        public void Return()
        {
            ArrayPool<float>.Shared.Return(Similarities);
            ArrayPool<int>.Shared.Return(Best);
        }
    }
}
