using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Viml.Cli.Output;

/// <summary>
/// A table: a heading, a rule under it, rows whose texts are wrapped and never shortened, and under a row what is to be copied whole, such
/// as a path, which stays on one line.
/// </summary>
/// <param name="columns">A title, and whether it is a column of figures, which are right-aligned and not wrapped.</param>
internal sealed class TextTable(params (string Title, bool IsFigure)[] columns)
{
    private const int Gap = 3, NarrowGap = 2, NarrowBelow = 72, LeastWidth = 8;

    private readonly List<(string[] Cells, string[] Paths, string Note)> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">A text for each column.</param>
    /// <param name="paths">What stands under it and is to be copied whole.</param>
    /// <param name="note">A text under it, which is wrapped.</param>
    public void Add(string[] cells, IEnumerable<string>? paths = null, string? note = null)
    {
        if (cells.Length != columns.Length)
            throw new ArgumentException($"{cells.Length} cells for {columns.Length} columns.", nameof(cells));
        _rows.Add((
            [.. cells.Select(FittedText.Printable)], [.. (paths ?? []).Select(FittedText.Printable)], FittedText.Printable(note ?? "")));
    }

    /// <summary>Prints the table.</summary>
    /// <param name="environment">Where to.</param>
    /// <param name="isWide">One line for each row however long it is, with what stands below at its end.</param>
    public void Print(AppEnvironment environment, bool isWide = false)
    {
        var (gap, width) = environment.Width < NarrowBelow ? (NarrowGap, environment.Width) : (Gap, environment.Width);
        var indent = gap - 1;
        var widths = Widths(isWide ? int.MaxValue / 2 : width - indent - gap * (columns.Length - 1));
        environment.Out.WriteLine();
        foreach (var line in Lines([.. columns.Select(column => column.Title)], widths, indent, gap))
            environment.PrintLine(line, Decoration.Bold);
        var total = indent + widths.Sum() + gap * (columns.Length - 1) + 1;
        environment.Out.WriteLine(new string('─', isWide ? total : Math.Min(total, width)));
        var under = indent + (columns[0].Title == "#" ? widths[0] + gap : gap);
        foreach (var (cells, paths, note) in _rows)
        {
            var lines = Lines(cells, widths, indent, gap).ToList();
            var below = (note.Length == 0 ? [] : Wrap(note, isWide ? int.MaxValue : width - under)).Concat(paths).ToList();
            if (isWide)
                lines[0] = $"{lines[0]}{new string(' ', total - 1 + gap - CellWidth(lines[0]))}{string.Join("  ", below)}".TrimEnd();
            foreach (var line in lines)
                environment.Out.WriteLine(line);
            foreach (var line in isWide ? [] : below)
                environment.PrintLine(new string(' ', under) + line, Decoration.Dim);
        }
    }

    /// <summary>
    /// The width of each column: figures and short columns as they are; the others share what is left.
    /// </summary>
    private int[] Widths(int room)
    {
        var natural = Enumerable.Range(0, columns.Length)
            .Select(i => _rows.Select(row => CellWidth(row.Cells[i])).Append(CellWidth(columns[i].Title)).Max()).ToArray();
        var widths = natural.ToArray();
        var open = Enumerable.Range(0, columns.Length).Where(i => !columns[i].IsFigure).ToList();
        var left = room - natural.Where((_, i) => columns[i].IsFigure).Sum();
        while (open.Count > 0)
        {
            var share = Math.Max(LeastWidth, left / open.Count);
            var fits = open.FindAll(i => natural[i] <= share);
            if (fits.Count == 0)
            {
                // Names come first and are read first: they get a little more.
                foreach (var i in open.SkipLast(1))
                    left -= widths[i] = Math.Min(natural[i], Math.Max(LeastWidth, left * 58 / 100));
                widths[open[^1]] = Math.Max(LeastWidth, left);
                break;
            }
            left -= fits.Sum(i => natural[i]);
            open.RemoveAll(fits.Contains);
        }
        return widths;
    }

    private IEnumerable<string> Lines(string[] cells, int[] widths, int indent, int gap)
    {
        var wrapped = cells.Select((cell, i) => columns[i].IsFigure ? [cell] : Wrap(cell, widths[i]).ToList()).ToArray();
        for (var line = 0; line < wrapped.Max(parts => parts.Count); line++)
        {
            var text = new StringBuilder(new string(' ', indent));
            for (var i = 0; i < wrapped.Length; i++)
            {
                var part = line < wrapped[i].Count ? wrapped[i][line] : "";
                var padding = new string(' ', Math.Max(0, widths[i] - CellWidth(part)));
                text.Append(i == 0 ? "" : new string(' ', gap)).Append(columns[i].IsFigure ? padding + part : part + padding);
            }
            yield return text.ToString().TrimEnd();
        }
    }

    /// <summary>Lines of at most <paramref name="width"/> columns, broken between words, and inside of longer ones.</summary>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && CellWidth(line) + 1 + CellWidth(word) <= width)
            {
                line += " " + word;
                continue;
            }
            if (line.Length > 0)
                yield return line;
            line = word;
            while (CellWidth(line) > width)
            {
                var (head, tail) = Break(line, width);
                yield return head;
                line = tail;
            }
        }
        yield return line;
    }

    /// <summary>Divides a word that does not fit, behind a mark in it where there is one in the second half.</summary>
    private static (string Head, string Tail) Break(string word, int width)
    {
        var (head, used) = (new StringBuilder(), 0);
        foreach (var rune in word.EnumerateRunes())
        {
            var cells = CellWidth(rune.ToString());
            if (head.Length > 0 && used + cells > width)
                break;
            head.Append(rune.ToString());
            used += cells;
        }
        var mark = head.ToString().LastIndexOfAny(['-', '_', '/', '.', ',']);
        if (mark >= head.Length / 2)
            head.Length = mark + 1;
        return (head.ToString(), word[head.Length..]);
    }

    private static int CellWidth(string text) => new Segment(text).CellCount();
}
