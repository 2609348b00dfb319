using System.Globalization;

namespace Viml.Descriptions.Runs;

/// <summary>Records as comma-separated values (RFC 4180), for spreadsheets.</summary>
public static class CsvText
{
    private static readonly string[] Columns = ["id", "number", "text", "tags", "method", "version", "model", "seed", "outcome",
        "attempts"];

    /// <summary>Writes a heading and a line for each record.</summary>
    public static void Write(TextWriter writer, IEnumerable<DescriptionRecord> records)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(records);
        Line(writer, Columns);
        foreach (var record in records)
            Line(writer, record.Id, record.Number.ToString(CultureInfo.InvariantCulture), record.Text, string.Join(", ", record.Tags),
                record.Method,
                record.Version, record.Model ?? "", record.Seed.ToString(CultureInfo.InvariantCulture), record.Outcome.ToString(),
                record.Attempts.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A cell as it stands in a line: in quotes where it needs them.</summary>
    public static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static void Line(TextWriter writer, params string[] cells) =>
        writer.Write(string.Join(',', cells.Select(cell => Quote(Harmless(cell)))) + "\r\n");

    /// <summary>A cell that a spreadsheet does not run as a formula.</summary>
    public static string Harmless(string cell) => cell is ['=' or '+' or '-' or '@', ..] ? "'" + cell : cell;
}
