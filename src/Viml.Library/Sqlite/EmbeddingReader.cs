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
        session.ForEach("SELECT id, tracks.embedding, checksums.embedding FROM tracks LEFT JOIN checksums ON track_id = id", row =>
        {
            if (!numbers.TryGetValue(row.GetInt64(0), out var track))
                return; // its file is missing
            HalfBlob.Read(row.Blob(1), wholes.AsSpan(track * width, width));
            ChecksumTable.Require(row, 2, ChecksumTable.Of(row.Blob(1)), session.Path, "the embedding", row.GetInt64(0));
        });
        return wholes;
    }

    private (Half[] Rows, Segment[] Segments, SegmentRange[] Ranges) Segments(Dictionary<long, int> numbers, CancellationToken cancellation)
    {
        var ranges = new SegmentRange[numbers.Count];
        var segments = new Segment[(int)(long)session.Scalar($"SELECT coalesce(sum(length(places)), 0) / {PlaceBlob.Size} FROM segments")!];
        var rows = GC.AllocateUninitializedArray<Half>(checked(segments.Length * width));
        var count = 0;
        const string All =
            """
            SELECT segments.track_id, places, embeddings, checksums.segments FROM segments
            LEFT JOIN checksums ON checksums.track_id = segments.track_id ORDER BY segments.track_id
            """;
        session.ForEach(All, row =>
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
            ChecksumTable.Require(
                row, 3, ChecksumTable.OfSegments(places, row.Blob(2)), session.Path, "the segments", row.GetInt64(0));
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
