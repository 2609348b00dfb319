namespace Viml.Library.Sqlite;

/// <summary>Named values of a library.</summary>
internal static class LibraryValues
{
    public static string? Get(SqliteSession session, string key) =>
        session.Query("SELECT value FROM library WHERE key = $key", row => row.Text(0), ("$key", key)) is [var value] ? value : null;

    public static void Set(SqliteSession session, string key, string value) =>
        session.Execute(
            "INSERT INTO library (key, value) VALUES ($key, $value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            ("$key", key), ("$value", value));

    public static void Remove(SqliteSession session, string key) => session.Execute("DELETE FROM library WHERE key = $key", ("$key", key));
}
