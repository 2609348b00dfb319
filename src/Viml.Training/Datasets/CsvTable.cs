using System.Text;

namespace Viml.Training.Datasets;

/// <summary>
/// A CSV file (RFC 4180) with a heading: commas, quotes doubled inside of quotes, newlines inside of quotes, with or without a byte order
/// mark.
/// </summary>
internal sealed class CsvTable
{
    private const long LargestFile = 1L << 30;

    private readonly string _path;
    private readonly Dictionary<string, int> _columns;

    private CsvTable(string path, Dictionary<string, int> columns, IReadOnlyList<CsvRow> rows) =>
        (_path, _columns, Rows) = (path, columns, rows);

    /// <summary>The rows under the heading.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="required">Columns it must have; others are allowed and not read.</param>
    /// <exception cref="DatasetException">
    /// It is missing or too large, a column is missing or twice there, a quote is not closed, or a row has another number of cells.
    /// </exception>
    public static CsvTable Read(string path, params IReadOnlyList<string> required)
    {
        if (!File.Exists(path)) throw new DatasetException(path, null, "a CSV file", "no such file");
        if (new FileInfo(path).Length > LargestFile)
            throw new DatasetException(path, null, $"a file of at most {LargestFile} bytes", "a larger one");
        var lines = Parse(path, File.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: false)).TrimStart('\uFEFF'));
        if (lines.Count == 0) throw new DatasetException(path, null, $"the columns {string.Join(", ", required)}", "an empty file");
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in lines[0].Cells.Select(cell => cell.Trim()))
            if (!columns.TryAdd(name, columns.Count)) throw new DatasetException(path, 1, "every column once", $"'{name}' again");
        if (required.Where(name => !columns.ContainsKey(name)).ToArray() is { Length: > 0 } missing)
            throw new DatasetException(path, 1, $"the columns {string.Join(", ", required)}", $"no {string.Join(", ", missing)}");
        foreach (var row in lines.Skip(1))
            if (row.Cells.Count != columns.Count)
                throw new DatasetException(path, row.Line, $"{columns.Count} cells", $"{row.Cells.Count}");
        return new CsvTable(path, columns, [.. lines.Skip(1)]);
    }

    /// <summary>A cell of a row.</summary>
    public string Text(CsvRow row, string column) => row.Cells[_columns[column]];

    /// <summary>A cell of a column that may be missing; null where it is, and for an empty cell.</summary>
    public string? TextOrNull(CsvRow row, string column) =>
        _columns.TryGetValue(column, out var at) && row.Cells[at].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A cell as a finite number.</summary>
    /// <exception cref="DatasetException">It is none.</exception>
    public double Number(CsvRow row, string column) =>
        double.TryParse(Text(row, column), System.Globalization.CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Error(row, $"a number in '{column}'", $"'{Text(row, column)}'");

    /// <summary>The error for a row.</summary>
    public DatasetException Error(CsvRow row, string expected, string found) => new(_path, row.Line, expected, found);

    private static List<CsvRow> Parse(string path, string text)
    {
        var rows = new List<CsvRow>();
        var (cells, cell) = (new List<string>(), new StringBuilder());
        int line = 1, first = 1, quotedSince = 0;
        var wasQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at];
            if (sign == '\n') line++;
            if (quotedSince > 0)
            {
                if (sign != '"') cell.Append(sign);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[++at]);
                else quotedSince = 0;
            }
            else if (sign == '"' && cell.Length == 0 && !wasQuoted) (quotedSince, wasQuoted) = (line, true);
            else if (sign == ',') EndCell();
            else if (sign == '\n') EndRow();
            else if (sign != '\r' || at + 1 >= text.Length || text[at + 1] != '\n') cell.Append(sign);
        }
        if (quotedSince > 0) throw new DatasetException(path, quotedSince, "a closed quote", "the end of the file");
        if (cell.Length > 0 || cells.Count > 0 || wasQuoted) EndRow();
        return rows;

        void EndCell()
        {
            cells.Add(cell.ToString());
            cell.Clear();
            wasQuoted = false;
        }

        void EndRow()
        {
            EndCell();
            if (cells is not [""]) rows.Add(new CsvRow(first, cells)); // an empty line
            (cells, first) = ([], line);
        }
    }
}

/// <summary>A row with the line of the file that it begins on, counted from 1.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Cells);
