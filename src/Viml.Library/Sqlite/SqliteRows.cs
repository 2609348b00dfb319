using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Viml.Library.Sqlite;

/// <summary>Columns of a row.</summary>
internal static class SqliteRows
{
    private const double MaximumSeconds = 1e11;

    /// <summary>The bytes of a blob where SQLite keeps them: nothing is copied. Valid until the next row.</summary>
    public static ReadOnlySpan<byte> Blob(this SqliteDataReader row, int column) => raw.sqlite3_column_blob(row.Handle!, column);

    /// <summary>A length of time in seconds.</summary>
    /// <exception cref="InvalidDataException">It is negative or longer than any music.</exception>
    public static double Seconds(this SqliteDataReader row, int column) =>
        row.GetDouble(column) is >= 0 and < MaximumSeconds and var seconds
            ? seconds
            : throw new InvalidDataException($"a duration of {row.GetDouble(column)} s");

    /// <summary>A text; null where the column is NULL.</summary>
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
