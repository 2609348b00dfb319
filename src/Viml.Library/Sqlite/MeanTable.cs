using System.Runtime.InteropServices;
using Viml.Library.Catalog;

namespace Viml.Library.Sqlite;

/// <summary>
/// The mean of the base features of each track over time, as float32: what a comparison of whole tracks needs, without reading all
/// features. The first libraries had no such table, and an older program that writes to a library leaves it alone, so a trigger deletes
/// what is no longer true; what is missing is filled in by the next writer, and computed by readers until then.
/// </summary>
internal sealed class MeanTable(SqliteSession session, TrackTable tracks, ChecksumTable checksums)
{
    private const string Missing = "SELECT id FROM tracks WHERE id NOT IN (SELECT track_id FROM means) ORDER BY id";

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS means (track_id INTEGER PRIMARY KEY REFERENCES tracks(id) ON DELETE CASCADE, "values" BLOB NOT NULL);
        CREATE TRIGGER IF NOT EXISTS means_of_features AFTER INSERT ON features BEGIN DELETE FROM means WHERE track_id = NEW.track_id; END;
        """;

    /// <summary>Saves the mean of a track whose features have just been saved. Runs inside a transaction.</summary>
    public void Save(long track, ReadOnlySpan<float> mean)
    {
        var bytes = MemoryMarshal.AsBytes(mean).ToArray();
        session.Execute(
            """INSERT OR REPLACE INTO means (track_id, "values") VALUES ($track, $values)""", ("$track", track), ("$values", bytes));
        checksums.SetMean(track, ChecksumTable.Of(bytes));
    }

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

    /// <summary>The means of some tracks, in their order: those the table holds lie in one piece of memory.</summary>
    public ReadOnlyMemory<float>[] Of(IReadOnlyList<long> ids, CancellationToken cancellation)
    {
        var numbers = new Dictionary<long, int>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
            numbers.Add(ids[i], i);
        var means = new ReadOnlyMemory<float>[ids.Count];
        var (room, used) = (Array.Empty<float>(), 0);
        if (Exists())
            session.ForEach("""SELECT means.track_id, "values", mean FROM means LEFT JOIN checksums USING (track_id)""", row =>
            {
                cancellation.ThrowIfCancellationRequested();
                if (!numbers.TryGetValue(row.GetInt64(0), out var number) || !ChecksumTable.Fits(row, 2, ChecksumTable.Of(row.Blob(1))))
                    return; // its file is missing, or the bytes have changed on the disk: it is computed below
                var mean = MemoryMarshal.Cast<byte, float>(row.Blob(1));
                if (used + mean.Length > room.Length)
                    (room, used) = (GC.AllocateUninitializedArray<float>(checked(mean.Length * ids.Count)), 0);
                mean.CopyTo(room.AsSpan(used));
                means[number] = room.AsMemory(used, mean.Length);
                used += mean.Length;
            });
        for (var i = 0; i < means.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (means[i].IsEmpty)
                means[i] = FeatureMean.Of(tracks.Features(ids[i]));
        }
        return means;
    }

    private bool Exists() => session.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'means'") is not null;
}
