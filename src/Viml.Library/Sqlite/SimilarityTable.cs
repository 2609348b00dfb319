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
            PRIMARY KEY (track_id, model),
            CHECK ((embedding IS NULL) <> (reason IS NULL))) WITHOUT ROWID
        """;

    /// <summary>The embeddings by a model, by track; null for tracks that it could not embed.</summary>
    /// <exception cref="LibraryFormatException">One has another width.</exception>
    public Dictionary<long, float[]?> All(string model, int width)
    {
        if (!Exists())
            return [];
        try
        {
            return session.Query(
                "SELECT track_id, embedding FROM similarity WHERE model = $model",
                row =>
                {
                    if (row.IsDBNull(1))
                        return KeyValuePair.Create(row.GetInt64(0), (float[]?)null);
                    var embedding = new float[width];
                    HalfBlob.Read(row.Blob(1), embedding);
                    return KeyValuePair.Create(row.GetInt64(0), (float[]?)embedding);
                },
                ("$model", model)).ToDictionary();
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
        session.Execute(
            "INSERT OR REPLACE INTO similarity (track_id, model, embedding, reason) VALUES ($track, $model, $embedding, $reason)",
            ("$track", track), ("$model", model), ("$embedding", embedding), ("$reason", reason));
    }

    private bool Exists() => session.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'similarity'") is not null;
}
