using Microsoft.Data.Sqlite;
using Viml.Library.Catalog;
using Viml.Library.Files;

namespace Viml.Library.Sqlite;

/// <summary>The files a library knows and their state. Callers wrap changes in a transaction.</summary>
internal sealed class FileTable(SqliteSession session)
{
    private const string Columns = "path, size, modified, content_hash, status, reason, track_id";

    /// <summary>Every file, in the order of their paths.</summary>
    public List<FileRecord> All() => session.Query($"SELECT {Columns} FROM files ORDER BY path", Read);

    public void SetIndexed(FileStamp stamp, string contentHash, long track) => Set(stamp, contentHash, "indexed", null, track);

    public void SetFailed(FileStamp stamp, string? contentHash, string reason) => Set(stamp, contentHash, "failed", reason, null);

    public void SetMissing(string path) =>
        session.Execute("UPDATE files SET status = 'missing', reason = NULL WHERE path = $path", ("$path", path));

    public void Remove(string path) => session.Execute("DELETE FROM files WHERE path = $path", ("$path", path));

    private void Set(FileStamp stamp, string? contentHash, string status, string? reason, long? track) =>
        session.Execute(
            """
            INSERT INTO files (path, size, modified, content_hash, status, reason, track_id)
            VALUES ($path, $size, $modified, $hash, $status, $reason, $track)
            ON CONFLICT (path) DO UPDATE SET size = excluded.size, modified = excluded.modified, content_hash = excluded.content_hash,
                status = excluded.status, reason = excluded.reason, track_id = excluded.track_id
            """,
            ("$path", stamp.Path), ("$size", stamp.Size), ("$modified", stamp.Modified),
            ("$hash", contentHash), ("$status", status), ("$reason", reason), ("$track", track));

    private static FileRecord Read(SqliteDataReader row) => new(
        new FileStamp(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetString(4) switch { "indexed" => FileStatus.Indexed, "failed" => FileStatus.Failed, _ => FileStatus.Missing },
        row.IsDBNull(5) ? null : row.GetString(5),
        row.IsDBNull(6) ? null : row.GetInt64(6));
}
