using System.Runtime.InteropServices;
using Viml.Library.Catalog;

namespace Viml.Library.Sqlite;

/// <summary>
/// The mean of the base features of each track over time, as float32: what a comparison of whole tracks needs, without reading all
/// features. The first libraries had no such table, and an older program that writes to a library leaves it alone, so a trigger deletes
/// what is no longer true; what is missing is filled in by the next writer, and computed by readers until then.
/// </summary>
internal sealed class MeanTable(SqliteSession session, TrackTable tracks)
{
    private const string Missing = "SELECT id FROM tracks WHERE id NOT IN (SELECT track_id FROM means) ORDER BY id";

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS means (track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE, "values" BLOB NOT NULL);
        CREATE TRIGGER IF NOT EXISTS means_of_features AFTER INSERT ON features BEGIN DELETE FROM means WHERE track_id = NEW.track_id; END;
        """;

    /// <summary>Saves the mean of a track whose features have just been saved. Runs inside a transaction.</summary>
    public void Save(long track, ReadOnlySpan<float> mean) =>
        session.Execute("""INSERT OR REPLACE INTO means (track_id, "values") VALUES ($track, $values)""",
            ("$track", track), ("$values", MemoryMarshal.AsBytes(mean).ToArray()));

    /// <summary>Fills in what is missing.</summary>
    public void Complete(CancellationToken cancellation)
    {
        if (!Exists())
            session.InTransaction(() => session.Execute(Create));
        foreach (var some in session.Query(Missing, row => row.GetInt64(0)).Chunk(100))
        {
            cancellation.ThrowIfCancellationRequested();
            session.InTransaction(() =>
            {
                foreach (var track in some)
                    Save(track, FeatureMean.Of(tracks.Features(track)));
            });
        }
    }

    public Dictionary<long, float[]> All(CancellationToken cancellation)
    {
        var means = new Dictionary<long, float[]>();
        var exists = Exists();
        if (exists)
            session.ForEach("""SELECT track_id, "values" FROM means""", row =>
            {
                cancellation.ThrowIfCancellationRequested();
                means[row.GetInt64(0)] = MemoryMarshal.Cast<byte, float>(row.Blob(1)).ToArray();
            });
        foreach (var track in session.Query(exists ? Missing : "SELECT id FROM tracks ORDER BY id", row => row.GetInt64(0)))
        {
            cancellation.ThrowIfCancellationRequested();
            means[track] = FeatureMean.Of(tracks.Features(track));
        }
        return means;
    }

    private bool Exists() => session.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'means'") is not null;
}
