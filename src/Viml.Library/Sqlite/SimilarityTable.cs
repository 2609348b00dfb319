using System.Globalization;

namespace Viml.Library.Catalog;

/// <summary>
/// Embeddings of whole tracks by networks for likeness, one per track and network, and which files could not be embedded. The table came after
/// the first libraries, so it is made when it is first written to.
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

    /// <summary>Keeps the embedding of a track.</summary>
    public void Save(long track, string model, ReadOnlySpan<float> embedding) => Set(track, model, HalfBlob.Write(embedding), null);

    /// <summary>Remembers why the content of a track cannot be embedded, so that it is not tried again.</summary>
    public void SaveFailure(long track, string model, string reason) => Set(track, model, null, reason);

    /// <summary>The embeddings by a network, by track; null for tracks that failed.</summary>
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
                    HalfBlob.Read((byte[])row.GetValue(1), embedding);
                    return KeyValuePair.Create(row.GetInt64(0), (float[]?)embedding);
                },
                ("$model", model)).ToDictionary();
        }
        catch (InvalidDataException fault)
        {
            throw new LibraryFormatException(session.Path, string.Create(CultureInfo.InvariantCulture, $"embeddings of {width} numbers by {model}"), fault.Message, fault);
        }
    }

    private void Set(long track, string model, byte[]? embedding, string? reason)
    {
        session.Execute(Create);
        session.Execute(
            "INSERT OR REPLACE INTO similarity (track_id, model, embedding, reason) VALUES ($track, $model, $embedding, $reason)",
            ("$track", track), ("$model", model), ("$embedding", embedding), ("$reason", reason));
    }

    private bool Exists() => session.Scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'similarity'") is not null;
}
