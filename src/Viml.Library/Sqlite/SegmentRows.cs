using System.Runtime.InteropServices;

namespace Viml.Library.Sqlite;

/// <summary>
/// Brings a library of version 1, which kept a row per segment, to version 2, which keeps a row per track. Runs inside a transaction.
/// </summary>
internal static class SegmentRows
{
    private const string NewTable =
        """
        CREATE TABLE segments_joined (
            track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE,
            places BLOB NOT NULL,
            embeddings BLOB NOT NULL)
        """;

    public static void Join(SqliteSession session)
    {
        session.Execute(NewTable);
        foreach (var track in session.Query("SELECT id FROM tracks ORDER BY id", row => row.GetInt64(0)))
        {
            var places = new List<double>();
            var embeddings = new List<byte>();
            session.ForEach("SELECT start, length, embedding FROM segments WHERE track_id = $track ORDER BY id", row =>
            {
                places.AddRange([row.GetDouble(0), row.GetDouble(1)]);
                embeddings.AddRange((byte[])row.GetValue(2));
            }, ("$track", track));
            session.Execute("INSERT INTO segments_joined (track_id, places, embeddings) VALUES ($track, $places, $embeddings)",
                ("$track", track), ("$places", PlaceBlob.Write(CollectionsMarshal.AsSpan(places))), ("$embeddings", embeddings.ToArray()));
        }
        session.Execute("DROP TABLE segments");
        session.Execute("ALTER TABLE segments_joined RENAME TO segments");
        session.Execute("PRAGMA user_version = 2");
    }
}
