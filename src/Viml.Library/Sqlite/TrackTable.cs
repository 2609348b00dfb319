using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Sqlite;

/// <summary>The tracks of a library with their features and embeddings. Callers wrap changes in a transaction.</summary>
internal sealed class TrackTable(SqliteSession session, ChecksumTable checksums)
{
    public List<TrackState> States() => session.Query(
        "SELECT id, content_hash, encoder, bundle, duration FROM tracks ORDER BY id",
        row => new TrackState(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Seconds(4)));

    public long? Find(string contentHash) =>
        (long?)session.Scalar("SELECT id FROM tracks WHERE content_hash = $hash", ("$hash", contentHash));

    /// <summary>Adds a track, or replaces the one with the same content. Returns its id.</summary>
    public long Save(TrackContent track)
    {
        var (tags, whole, features) = (
            HalfBlob.Write(track.Tags), HalfBlob.Write(track.Embeddings.Whole), HalfBlob.Write(track.Features.Values));
        var id = (long)session.Scalar(
            """
            INSERT INTO tracks (content_hash, title, artist, album, genre, duration, encoder, bundle, tags, embedding)
            VALUES ($hash, $title, $artist, $album, $genre, $duration, $encoder, $bundle, $tags, $embedding)
            ON CONFLICT (content_hash) DO UPDATE SET title = excluded.title, artist = excluded.artist, album = excluded.album,
                genre = excluded.genre, duration = excluded.duration, encoder = excluded.encoder, bundle = excluded.bundle,
                tags = excluded.tags, embedding = excluded.embedding
            RETURNING id
            """,
            ("$hash", track.ContentHash), ("$title", track.Labels.Title), ("$artist", track.Labels.Artist), ("$album", track.Labels.Album),
            ("$genre", track.Labels.Genre), ("$duration", track.Duration), ("$encoder", track.EncoderKey),
            ("$bundle", track.Embeddings.BundleHash), ("$tags", tags), ("$embedding", whole))!;
        session.Execute(
            """INSERT OR REPLACE INTO features (track_id, time, width, rate, "values") VALUES ($id, $time, $width, $rate, $values)""",
            ("$id", id), ("$time", track.Features.Time), ("$width", track.Features.Width), ("$rate", track.Features.Rate),
            ("$values", features));
        checksums.Set(
            id, ChecksumTable.OfTags(tags, track.Duration), ChecksumTable.Of(whole),
            ChecksumTable.OfFeatures(features, track.Features.Time, track.Features.Width, track.Features.Rate),
            SaveSegments(id, track.Embeddings.Segments));
        return id;
    }

    /// <summary>Replaces the embeddings of a track.</summary>
    public void SaveEmbeddings(long id, TrackEmbeddings embeddings)
    {
        var whole = HalfBlob.Write(embeddings.Whole);
        session.Execute("UPDATE tracks SET bundle = $bundle, embedding = $embedding WHERE id = $id",
            ("$bundle", embeddings.BundleHash), ("$embedding", whole), ("$id", id));
        checksums.SetEmbeddings(id, ChecksumTable.Of(whole), SaveSegments(id, embeddings.Segments));
    }

    /// <summary>The base features of a track.</summary>
    public FeatureSequence Features(long id)
    {
        var found = session.Query(
            """
            SELECT time, width, rate, "values", checksums.features FROM features
            LEFT JOIN checksums ON checksums.track_id = features.track_id WHERE features.track_id = $id
            """,
            row =>
            {
                var (time, width, rate) = (row.GetInt32(0), row.GetInt32(1), row.GetDouble(2));
                var bytes = row.Blob(3);
                if (time < 0 || width < 1 || bytes.Length != 2L * time * width)
                    throw new LibraryFormatException(session.Path, $"features of {time} x {width} for track {id}", $"{bytes.Length} bytes");
                ChecksumTable.Require(row, 4, ChecksumTable.OfFeatures(bytes, time, width, rate), session.Path, "the features", id);
                var values = new float[time * width];
                HalfBlob.Read(bytes, values);
                return new FeatureSequence(values, time, width, rate);
            },
            ("$id", id));
        return found is [var features]
            ? features
            : throw new LibraryFormatException(session.Path, $"features of track {id}", "none");
    }

    /// <summary>The tracks that have a file.</summary>
    public List<TrackRecord> Records()
    {
        var paths = Paths();
        var next = 0;
        var bundle = "";
        var records = session.Query(
            """
            SELECT id, title, artist, album, genre, duration, bundle, tracks.tags, checksums.tags, content_hash FROM tracks
            LEFT JOIN checksums ON track_id = id ORDER BY id
            """,
            row =>
            {
                if (row.GetString(6) is var hash && hash != bundle)
                    bundle = hash; // one text for all tracks
                var tags = new float[row.Blob(7).Length / 2];
                HalfBlob.Read(row.Blob(7), tags);
                var duration = row.Seconds(5);
                ChecksumTable.Require(row, 8, ChecksumTable.OfTags(row.Blob(7), duration), session.Path, "the tags", row.GetInt64(0));
                return new TrackRecord(
                    row.GetInt64(0), row.GetString(9), Take(row.GetInt64(0)),
                    new TrackLabels(row.Text(1), row.Text(2), row.Text(3), row.Text(4)), duration, bundle, tags);
            });
        records.RemoveAll(track => track.Paths.Count == 0);
        return records;

        // Both lists are ordered by the id of the track.
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

    /// <summary>Deletes the tracks no file refers to.</summary>
    public void RemoveOrphans() =>
        session.Execute("DELETE FROM tracks WHERE id NOT IN (SELECT track_id FROM files WHERE track_id IS NOT NULL)");

    private List<(long Track, string Path)> Paths() => session.Query(
        "SELECT track_id, path FROM files WHERE status = 'indexed' ORDER BY track_id, path", row => (row.GetInt64(0), row.GetString(1)));

    /// <summary>Saves the segments of a track and returns their checksum.</summary>
    private long SaveSegments(long id, IReadOnlyList<SegmentEmbedding> segments)
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
        var (placeBytes, embeddingBytes) = (PlaceBlob.Write(places), HalfBlob.Write(embeddings));
        session.Execute("INSERT OR REPLACE INTO segments (track_id, places, embeddings) VALUES ($id, $places, $embeddings)",
            ("$id", id), ("$places", placeBytes), ("$embeddings", embeddingBytes));
        return ChecksumTable.OfSegments(placeBytes, embeddingBytes);
    }
}
