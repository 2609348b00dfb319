using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Viml.Library.Catalog;

namespace Viml.Library.Sqlite;

/// <summary>
/// A checksum of each stored vector, by which bytes are noticed that changed on the disk: SQLite has none of its own. It is compared
/// wherever the vector is read. Libraries of version 2 had none: the next writer fills them in, and readers do without until then.
/// </summary>
internal sealed class ChecksumTable(SqliteSession session)
{
    private const string Columns =
        "(track_id INTEGER PRIMARY KEY, tags INTEGER, embedding INTEGER, features INTEGER, segments INTEGER, mean INTEGER)";

    public const string Create =
        $"""
        CREATE TABLE IF NOT EXISTS checksums {Columns};
        CREATE TRIGGER IF NOT EXISTS checksums_of_old_track AFTER DELETE ON tracks
            BEGIN DELETE FROM checksums WHERE track_id = OLD.id; END;
        """;

    /// <summary>Stands for the table in a library that has none.</summary>
    public const string CreateEmpty = $"CREATE TEMP TABLE checksums {Columns}";

    private const string Missing = "SELECT id FROM tracks WHERE id NOT IN (SELECT track_id FROM checksums) ORDER BY id";

    /// <summary>The checksum of a vector: CRC-32C, for which processors have an instruction.</summary>
    /// <param name="bytes">Its bytes as they are stored.</param>
    /// <param name="seed">What is stored beside it and covered too.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a query calls it ten thousand times, and a second time perhaps never
    public static long Of(ReadOnlySpan<byte> bytes, long seed = 0)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)seed);
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, rest);
        return crc;
    }

    public static long OfTags(ReadOnlySpan<byte> tags, double duration) => Of(tags, BitConverter.DoubleToInt64Bits(duration));

    public static long OfFeatures(ReadOnlySpan<byte> values, int time, int width, double rate) =>
        Of(values, BitConverter.DoubleToInt64Bits(rate) ^ ((long)time << 32) ^ width);

    public static long OfSegments(ReadOnlySpan<byte> places, ReadOnlySpan<byte> embeddings) => Of(embeddings, Of(places));

    /// <summary>Saves all checksums of a track. Runs inside a transaction.</summary>
    public void Set(long track, long tags, long embedding, long features, long segments) => session.Execute(
        """
        INSERT OR REPLACE INTO checksums (track_id, tags, embedding, features, segments)
        VALUES ($track, $tags, $embedding, $features, $segments)
        """,
        ("$track", track), ("$tags", tags), ("$embedding", embedding), ("$features", features), ("$segments", segments));

    /// <summary>Saves the checksums of embeddings that were replaced. Runs inside a transaction.</summary>
    public void SetEmbeddings(long track, long embedding, long segments) => session.Execute(
        "UPDATE checksums SET embedding = $embedding, segments = $segments WHERE track_id = $track",
        ("$embedding", embedding), ("$segments", segments), ("$track", track));

    /// <summary>Saves the checksum of the mean of the features. Runs inside a transaction.</summary>
    public void SetMean(long track, long mean) =>
        session.Execute("UPDATE checksums SET mean = $mean WHERE track_id = $track", ("$mean", mean), ("$track", track));

    /// <summary>Whether a checksum is the one stored in a column of a row, or none is stored there.</summary>
    public static bool Fits(SqliteDataReader row, int column, long found) => row.IsDBNull(column) || row.GetInt64(column) == found;

    /// <summary>Compares a checksum with the one stored in a column of a row; NULL is not compared.</summary>
    /// <exception cref="LibraryFormatException">They differ.</exception>
    public static void Require(SqliteDataReader row, int column, long found, string path, string what, long track)
    {
        if (!Fits(row, column, found))
            throw new LibraryFormatException(
                path, $"{what} of track {track} as they were written",
                $"other bytes: the file is damaged, and 'viml index --again{NameOption(path)}' encodes the music again");
    }

    /// <summary>Fills in what is missing, from the vectors as they are.</summary>
    public void Complete(CancellationToken cancellation)
    {
        foreach (var some in session.Query(Missing, row => row.GetInt64(0)).Chunk(100))
        {
            cancellation.ThrowIfCancellationRequested();
            session.InTransaction(() =>
            {
                foreach (var track in some)
                    Fill(track);
            });
        }
    }

    private static string NameOption(string path) => IndexCommandLine.NameOption(Path.GetFileNameWithoutExtension(path));

    private void Fill(long track) => session.ForEach(
        """
        SELECT tracks.tags, duration, tracks.embedding, "values", time, width, rate, places, embeddings FROM tracks
        JOIN features ON features.track_id = id JOIN segments ON segments.track_id = id WHERE id = $track
        """,
        row => Set(
            track, OfTags(row.Blob(0), row.GetDouble(1)), Of(row.Blob(2)),
            OfFeatures(row.Blob(3), row.GetInt32(4), row.GetInt32(5), row.GetDouble(6)), OfSegments(row.Blob(7), row.Blob(8))),
        ("$track", track));
}
