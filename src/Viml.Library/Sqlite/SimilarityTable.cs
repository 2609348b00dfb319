namespace Viml.Library.Sqlite;

/// <summary>
/// Embeddings of whole tracks by similarity models, one per track and model, or why there is none. The first libraries had no such table,
/// so it is created when it is first written to. Callers wrap changes in a transaction.
/// </summary>
internal sealed class SimilarityTable(SqliteSession session)
{
    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS similarity (
            track_id INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE,
            model TEXT NOT NULL,
            embedding BLOB,
            reason TEXT,
            checksum INTEGER,
            PRIMARY KEY (track_id, model),
            CHECK ((embedding IS NULL) <> (reason IS NULL))) WITHOUT ROWID
        """;

    /// <summary>
    /// The embeddings by a model, by track; null for tracks that it could not embed. One whose bytes have changed on the disk is left out,
    /// so that it is made again.
    /// </summary>
    /// <exception cref="LibraryFormatException">One has another width.</exception>
    public Dictionary<long, float[]?> All(string model, int width)
    {
        if (!Exists())
            return [];
        try
        {
            var all = new Dictionary<long, float[]?>();
            session.ForEach(
                $"SELECT track_id, embedding, {(HasChecksums() ? "checksum" : "NULL")} FROM similarity WHERE model = $model",
                row =>
                {
                    if (row.IsDBNull(1))
                        all.Add(row.GetInt64(0), null);
                    else if (ChecksumTable.Fits(row, 2, ChecksumTable.Of(row.Blob(1))))
                        HalfBlob.Read(row.Blob(1), all[row.GetInt64(0)] = new float[width]);
                },
                ("$model", model));
            return all;
        }
        catch (InvalidDataException fault)
        {
            throw new LibraryFormatException(session.Path, $"embeddings of {width} numbers by {model}", fault.Message, fault);
        }
    }

    /// <summary>Saves an embedding, or the reason why there is none.</summary>
    public void Set(long track, string model, byte[]? embedding, string? reason)
    {
        session.Execute(Create);
        if (!HasChecksums())
            session.Execute("ALTER TABLE similarity ADD COLUMN checksum INTEGER");
        session.Execute(
            """
            INSERT OR REPLACE INTO similarity (track_id, model, embedding, reason, checksum)
            VALUES ($track, $model, $embedding, $reason, $checksum)
            """,
            ("$track", track), ("$model", model), ("$embedding", embedding), ("$reason", reason),
            ("$checksum", embedding is null ? null : ChecksumTable.Of(embedding)));
    }

    private bool HasChecksums() =>
        session.Scalar("SELECT name FROM pragma_table_info('similarity') WHERE name = 'checksum'") is not null;

    private bool Exists() => session.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'similarity'") is not null;
}
