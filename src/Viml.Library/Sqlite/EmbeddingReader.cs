using Viml.Library.Catalog;
using Viml.Library.Search;

namespace Viml.Library.Sqlite;

/// <summary>Reads the embeddings of tracks and segments into memory, as float16, as they are stored.</summary>
internal sealed class EmbeddingReader(SqliteSession session, int width)
{
    /// <summary>A search over the segments of some tracks.</summary>
    public ExactSearch Open(IReadOnlyList<TrackRecord> tracks, CancellationToken cancellation)
    {
        var numbers = new Dictionary<long, int>(tracks.Count);
        for (var i = 0; i < tracks.Count; i++)
            numbers.Add(tracks[i].Id, i);
        try
        {
            var wholes = Wholes(numbers);
            var (rows, segments, ranges) = Segments(numbers, cancellation);
            var without = ranges.Count(range => range.Count == 0);
            return without == 0
                ? new ExactSearch(width, wholes, rows, segments, ranges)
                : throw new LibraryFormatException(session.Path, "segments of every track", $"{without} tracks without any");
        }
        catch (InvalidDataException fault)
        {
            throw new LibraryFormatException(session.Path, $"embeddings of width {width}", fault.Message, fault);
        }
    }

    private Half[] Wholes(Dictionary<long, int> numbers)
    {
        var wholes = GC.AllocateUninitializedArray<Half>(checked(numbers.Count * width));
        session.ForEach("SELECT id, embedding FROM tracks", row =>
        {
            if (numbers.TryGetValue(row.GetInt64(0), out var track))
                HalfBlob.Read(row.Blob(1), wholes.AsSpan(track * width, width));
        });
        return wholes;
    }

    private (Half[] Rows, Segment[] Segments, SegmentRange[] Ranges) Segments(Dictionary<long, int> numbers, CancellationToken cancellation)
    {
        var ranges = new SegmentRange[numbers.Count];
        var segments = new Segment[(int)(long)session.Scalar($"SELECT coalesce(sum(length(places)), 0) / {PlaceBlob.Size} FROM segments")!];
        var rows = GC.AllocateUninitializedArray<Half>(checked(segments.Length * width));
        var count = 0;
        session.ForEach("SELECT track_id, places, embeddings FROM segments ORDER BY track_id", row =>
        {
            cancellation.ThrowIfCancellationRequested();
            if (!numbers.TryGetValue(row.GetInt64(0), out var track))
                return; // its file is missing
            var places = row.Blob(1);
            var added = places.Length / PlaceBlob.Size;
            if (added == 0 || places.Length % PlaceBlob.Size != 0)
                throw new LibraryFormatException(session.Path, $"segments of track {row.GetInt64(0)}", $"places of {places.Length} bytes");
            if (count + added > segments.Length) // another process has indexed something since they were counted
            {
                Array.Resize(ref segments, 2 * (count + added));
                Array.Resize(ref rows, checked(segments.Length * width));
            }
            HalfBlob.Read(row.Blob(2), rows.AsSpan(count * width, added * width));
            ranges[track] = new SegmentRange(count, added);
            for (var i = 0; i < added; i++)
            {
                var (start, length) = PlaceBlob.Read(places, i);
                segments[count++] = new Segment(start, length);
            }
        });
        return count == segments.Length ? (rows, segments, ranges) : (rows[..(count * width)], segments[..count], ranges);
    }
}
