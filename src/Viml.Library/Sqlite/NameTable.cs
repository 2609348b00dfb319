using Viml.Library.Catalog;

namespace Viml.Library.Sqlite;

/// <summary>
/// The names of the tracks as full text (FTS5): title, artist, album, genre, and the names of their files. Triggers keep it in step with
/// tracks and files, whoever writes to them. The first libraries had no such table: the next writer makes it, and readers keep one of their
/// own in memory until then.
/// </summary>
internal sealed class NameTable(SqliteSession session)
{
    private const string Columns =
        """USING fts5(title, artist, album, genre, file, tokenize = "unicode61 remove_diacritics 2")""";

    // What stands behind the last separator of a path.
    private const string FileName = @"substr(path, length(rtrim(path, replace(replace(path, '/', ''), '\', ''))) + 1)";

    private const string Rows =
        $"""
        SELECT id, title, artist, album, genre,
            (SELECT group_concat({FileName}, ' ') FROM files WHERE track_id = tracks.id AND status = 'indexed')
        FROM tracks
        """;

    public static readonly string Create =
        $"""
        CREATE VIRTUAL TABLE IF NOT EXISTS names {Columns};
        CREATE TRIGGER IF NOT EXISTS names_of_new_file AFTER INSERT ON files WHEN NEW.track_id IS NOT NULL
            BEGIN {Renew("NEW.track_id")} END;
        CREATE TRIGGER IF NOT EXISTS names_of_old_file AFTER DELETE ON files WHEN OLD.track_id IS NOT NULL
            BEGIN {Renew("OLD.track_id")} END;
        CREATE TRIGGER IF NOT EXISTS names_of_file AFTER UPDATE ON files
            BEGIN {Renew("OLD.track_id")} {Renew("NEW.track_id")} END;
        CREATE TRIGGER IF NOT EXISTS names_of_labels AFTER UPDATE OF title, artist, album, genre ON tracks BEGIN {Renew("NEW.id")} END;
        CREATE TRIGGER IF NOT EXISTS names_of_old_track AFTER DELETE ON tracks BEGIN DELETE FROM names WHERE rowid = OLD.id; END;
        """;

    private const string Fill = $"INSERT INTO names (rowid, title, artist, album, genre, file) {Rows}";

    private readonly Lock _gate = new();
    private bool _exists;

    /// <summary>Makes the table where it is missing.</summary>
    public void Complete()
    {
        if (Exists("main"))
            return;
        session.InTransaction(() =>
        {
            session.Execute(Create);
            session.Execute(Fill);
        });
    }

    /// <summary>The tracks in whose names any of the words stands, and how many tracks have each word.</summary>
    /// <param name="words">Letters and digits only.</param>
    /// <param name="maximum">Most tracks to give.</param>
    public NameHits Find(IReadOnlyList<string> words, int maximum)
    {
        if (words.Count == 0)
            return new NameHits([], []);
        RequireTable();
        var frequencies = words.Select(
            word => (int)(long)session.Scalar("SELECT count(*) FROM names WHERE names MATCH $word", ("$word", Quoted(word)))!).ToList();
        var found = session.Query(
            "SELECT rowid FROM names WHERE names MATCH $words ORDER BY rank, rowid LIMIT $maximum", row => row.GetInt64(0),
            ("$words", string.Join(" OR ", words.Select(Quoted))), ("$maximum", maximum));
        return new NameHits(found, frequencies);
    }

    private static string Renew(string track) =>
        $"""
        DELETE FROM names WHERE rowid = {track};
        INSERT INTO names (rowid, title, artist, album, genre, file) {Rows} WHERE id = {track};
        """;

    private static string Quoted(string word) => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void RequireTable()
    {
        lock (_gate)
        {
            if (_exists)
                return;
            if (!Exists("main"))
            {
                session.Execute($"CREATE VIRTUAL TABLE temp.names {Columns}");
                session.Execute(Fill);
            }
            _exists = true;
        }
    }

    private bool Exists(string database) =>
        session.Scalar($"SELECT name FROM {database}.sqlite_schema WHERE type = 'table' AND name = 'names'") is not null;
}
