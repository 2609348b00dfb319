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

    /// <summary>Visits the segments of one track: their places (<see cref="PlaceBlob"/>) and their embeddings as float16, one after the other.</summary>
    public delegate void SegmentVisitor(long track, byte[] places, byte[] embeddings);

    public List<Key> Keys() => session.Query(
        "SELECT id, content_hash, encoder, bundle FROM tracks ORDER BY id",
        row => new Key(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3)));

    /// <summary>Adds a track, or replaces the one with the same content. Returns its id.</summary>
    public long Save(TrackContent track)
    {
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
        SaveSegments(id, track.Embeddings.Segments);
        return id;
    }

    /// <summary>Replaces the embeddings of a track, as after a change of bundle.</summary>
    public void SaveEmbeddings(long id, TrackEmbeddings embeddings)
    {
        session.Execute("UPDATE tracks SET bundle = $bundle, embedding = $embedding WHERE id = $id",
            ("$bundle", embeddings.BundleHash), ("$embedding", HalfBlob.Write(embeddings.Whole)), ("$id", id));
        SaveSegments(id, embeddings.Segments);
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
        var paths = Paths();
        var next = 0;
        var entries = session.Query(
            "SELECT id, title, artist, album, genre, duration, bundle, tags, embedding FROM tracks ORDER BY id",
            row => new Entry(
                row.GetInt64(0), Take(row.GetInt64(0)),
                new TrackLabels(Text(row, 1), Text(row, 2), Text(row, 3), Text(row, 4)),
                row.GetDouble(5), row.GetString(6), (byte[])row.GetValue(7), (byte[])row.GetValue(8)));
        entries.RemoveAll(entry => entry.Paths.Count == 0);
        return entries;

        // Both lists go by the id of the track.
        string[] Take(long track)
        {
            while (next < paths.Count && paths[next].Track < track)
                next++;
            var first = next;
            while (next < paths.Count && paths[next].Track == track)
                next++;
            var taken = new string[next - first];
            for (var i = 0; i < taken.Length; i++)
                taken[i] = paths[first + i].Path;
            return taken;
        }
    }

    public int CountSegments() => checked((int)(long)session.Scalar($"SELECT coalesce(sum(length(places)), 0) / {PlaceBlob.Size} FROM segments")!);

    /// <summary>Visits the segments of all tracks, in the order of their ids; those of a track in the order of their starts.</summary>
    /// <exception cref="LibraryFormatException">The segments of a track are not whole.</exception>
    public void ForEachTrackOfSegments(SegmentVisitor visit) => session.ForEach(
        "SELECT track_id, places, embeddings FROM segments ORDER BY track_id",
        row =>
        {
            var (track, places, embeddings) = (row.GetInt64(0), (byte[])row.GetValue(1), (byte[])row.GetValue(2));
            var count = places.Length / PlaceBlob.Size;
            if (count == 0 || places.Length % PlaceBlob.Size != 0 || embeddings.Length % count != 0)
                throw new LibraryFormatException(session.Path, $"segments of track {track}", $"places of {places.Length} and embeddings of {embeddings.Length} bytes");
            visit(track, places, embeddings);
        });

    /// <summary>Deletes the tracks no file refers to. Returns how many.</summary>
    public int RemoveOrphans() =>
        session.Execute("DELETE FROM tracks WHERE id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL)");

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private List<(long Track, string Path)> Paths() => session.Query(
        "SELECT track_id, path FROM files WHERE status = 'indexed' ORDER BY track_id, path", row => (row.GetInt64(0), row.GetString(1)));

    private void SaveSegments(long id, IReadOnlyList<SegmentEmbedding> segments)
    {
        var places = new double[2 * segments.Count];
        var embeddings = new float[segments.Sum(segment => segment.Embedding.Length)];
        var at = 0;
        for (var i = 0; i < segments.Count; i++)
        {
            (places[2 * i], places[2 * i + 1]) = (segments[i].Start, segments[i].Length);
            segments[i].Embedding.CopyTo(embeddings.AsSpan(at));
            at += segments[i].Embedding.Length;
        }
        session.Execute("INSERT OR REPLACE INTO segments (track_id, places, embeddings) VALUES ($id, $places, $embeddings)",
            ("$id", id), ("$places", PlaceBlob.Write(places)), ("$embeddings", HalfBlob.Write(embeddings)));
    }
}
