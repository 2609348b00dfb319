using Microsoft.Data.Sqlite;
using Viml.Models;

namespace Viml.Library.Catalog;

/// <summary>The tracks of a library with their features and embeddings. Callers wrap changes in a transaction.</summary>
internal sealed class TrackTable(SqliteSession session)
{
    /// <summary>What the indexer needs to know of every track before it starts.</summary>
    public sealed record Key(long Id, string ContentHash, string EncoderKey, string BundleHash);

    /// <summary>A track as search shows it. <paramref name="Paths"/> are the files that hold it, in the order of their names.</summary>
    public sealed record Entry(long Id, IReadOnlyList<string> Paths, TrackLabels Labels, double Duration, string BundleHash, byte[] Tags, byte[] Embedding);

    /// <summary>Visits one segment: its track, start, length and embedding as float16.</summary>
    public delegate void SegmentVisitor(long track, double start, double length, byte[] embedding);

    public List<Key> Keys() => session.Query(
        "SELECT id, content_hash, encoder, bundle FROM tracks ORDER BY id",
        row => new Key(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)));

    /// <summary>Adds a track, or replaces the one with the same content. Returns its id.</summary>
    public long Save(TrackContent track)
    {
        session.Execute("DELETE FROM segments WHERE track_id = (SELECT id FROM tracks WHERE content_hash = $hash)", ("$hash", track.ContentHash));
        var id = (long)session.Scalar(
            """
            INSERT INTO tracks (content_hash, title, artist, album, genre, duration, encoder, bundle, tags, embedding)
            VALUES ($hash, $title, $artist, $album, $genre, $duration, $encoder, $bundle, $tags, $embedding)
            ON CONFLICT (content_hash) DO UPDATE SET title = excluded.title, artist = excluded.artist, album = excluded.album, genre = excluded.genre,
                duration = excluded.duration, encoder = excluded.encoder, bundle = excluded.bundle, tags = excluded.tags, embedding = excluded.embedding
            RETURNING id
            """,
            ("$hash", track.ContentHash), ("$title", track.Labels.Title), ("$artist", track.Labels.Artist), ("$album", track.Labels.Album),
            ("$genre", track.Labels.Genre), ("$duration", track.Duration), ("$encoder", track.EncoderKey), ("$bundle", track.Embeddings.BundleHash),
            ("$tags", HalfBlob.Write(track.Tags)), ("$embedding", HalfBlob.Write(track.Embeddings.Whole)))!;
        session.Execute(
            """INSERT OR REPLACE INTO features (track_id, time, width, rate, "values") VALUES ($id, $time, $width, $rate, $values)""",
            ("$id", id), ("$time", track.Features.Time), ("$width", track.Features.Width), ("$rate", track.Features.Rate),
            ("$values", HalfBlob.Write(track.Features.Values)));
        AddSegments(id, track.Embeddings.Segments);
        return id;
    }

    /// <summary>Replaces the embeddings of a track, as after a change of bundle.</summary>
    public void SaveEmbeddings(long id, TrackEmbeddings embeddings)
    {
        session.Execute("UPDATE tracks SET bundle = $bundle, embedding = $embedding WHERE id = $id",
            ("$bundle", embeddings.BundleHash), ("$embedding", HalfBlob.Write(embeddings.Whole)), ("$id", id));
        session.Execute("DELETE FROM segments WHERE track_id = $id", ("$id", id));
        AddSegments(id, embeddings.Segments);
    }

    public double Duration(long id) => (double)session.Scalar("SELECT duration FROM tracks WHERE id = $id", ("$id", id))!;

    /// <summary>The base features of a track.</summary>
    public FeatureSequence Features(long id)
    {
        var found = session.Query(
            """SELECT time, width, rate, "values" FROM features WHERE track_id = $id""",
            row =>
            {
                var (time, width) = (row.GetInt32(0), row.GetInt32(1));
                var bytes = (byte[])row.GetValue(3);
                if (time < 0 || width < 1 || bytes.Length != 2L * time * width)
                    throw new LibraryFormatException(session.Path, $"features of {time} x {width} for track {id}", $"{bytes.Length} bytes");
                var values = new float[time * width];
                HalfBlob.Read(bytes, values);
                return new FeatureSequence(values, time, width, row.GetDouble(2));
            },
            ("$id", id));
        return found is [var features]
            ? features
            : throw new LibraryFormatException(session.Path, $"features of track {id}", "none");
    }

    /// <summary>The tracks with a file that is there.</summary>
    public List<Entry> Entries()
    {
        var paths = session.Query(
                "SELECT track_id, path FROM files WHERE status = 'indexed' ORDER BY path", row => (Track: row.GetInt64(0), Path: row.GetString(1)))
            .ToLookup(file => file.Track, file => file.Path);
        var entries = session.Query(
            "SELECT id, title, artist, album, genre, duration, bundle, tags, embedding FROM tracks ORDER BY id",
            row => new Entry(
                row.GetInt64(0), [.. paths[row.GetInt64(0)]],
                new TrackLabels(Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4)),
                row.GetDouble(5), row.GetString(6), (byte[])row.GetValue(7), (byte[])row.GetValue(8)));
        entries.RemoveAll(entry => entry.Paths.Count == 0);
        return entries;
    }

    public int CountSegments() => checked((int)(long)session.Scalar("SELECT count(*) FROM segments")!);

    /// <summary>Visits the segments of all tracks, of one track in the order of their starts.</summary>
    public void ForEachSegment(SegmentVisitor visit) => session.ForEach(
        "SELECT track_id, start, length, embedding FROM segments ORDER BY id",
        row => visit(row.GetInt64(0), row.GetDouble(1), row.GetDouble(2), (byte[])row.GetValue(3)));

    /// <summary>Deletes the tracks no file refers to. Returns how many.</summary>
    public int RemoveOrphans() =>
        session.Execute("DELETE FROM tracks WHERE id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL)");

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private void AddSegments(long id, IReadOnlyList<SegmentEmbedding> segments)
    {
        foreach (var segment in segments)
            session.Execute("INSERT INTO segments (track_id, start, length, embedding) VALUES ($id, $start, $length, $embedding)",
                ("$id", id), ("$start", segment.Start), ("$length", segment.Length), ("$embedding", HalfBlob.Write(segment.Embedding)));
    }
}
