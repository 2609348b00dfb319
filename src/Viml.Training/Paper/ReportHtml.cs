using System.Globalization;
using System.Net;
using System.Text;
using Viml.Training.Evaluation;

namespace Viml.Training.Paper;

/// <summary>The report as one HTML page that needs nothing else: tables, and recall as bars with intervals beside the paper's.</summary>
internal static class ReportHtml
{
    private const int Width = 760, Label = 300, Right = 60, Bar = 9, Row = 30, Top = 8, Axis = 24;

    private const string Head = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>The tables of the paper</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; max-width: 66em; margin: 2em auto; padding: 0 1em; color: #1b1f24 }
        table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3em .6em; border-bottom: 1px solid #ddd }
        td:nth-child(n+4), th:nth-child(n+4) { text-align: right; font-variant-numeric: tabular-nums } pre { overflow-x: auto }
        .order :is(td, th):nth-child(3) { text-align: right; font-variant-numeric: tabular-nums }
        .order :is(td, th):nth-child(5) { text-align: left }
        </style></head><body>

        """;

    public static string Write(PaperReport report)
    {
        var page = new StringBuilder(Head);
        page.Append("<h1>The tables of the paper</h1>\n");
        page.Append("<p>Recall in percent with 95 % intervals; in brackets what the paper has. A tie counts against the query.</p>\n");
        foreach (var table in report.Tables)
        {
            page.Append($"<h2>{Escape(table.Title)}</h2>\n<table><thead><tr><th>Method</th><th>Trained on</th><th>Query</th>");
            page.Append("<th>Median rank</th><th>R@1</th><th>R@5</th><th>R@10</th></tr></thead><tbody>\n");
            foreach (var row in table.Rows)
                page.Append($"<tr>{string.Concat(ReportMarkdown.Cells(row).Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>\n");
            page.Append("</tbody></table>\n");
            if (table.Rows is [var first, ..]) page.Append($"<p>{Escape(ReportMarkdown.Scale(first.Measured))}</p>\n");
            if (table.Order.Count > 0)
            {
                page.Append($"<h3>The order of the paper</h3>\n<p>{Escape(ReportMarkdown.OrderNote)}</p>\n");
                page.Append("<table class=\"order\"><thead><tr><th>From</th><th>To</th><th>R@1</th><th>R@10</th>");
                page.Append("<th>Order</th></tr></thead><tbody>\n");
                foreach (var step in table.Order)
                    page.Append($"<tr>{string.Concat(ReportMarkdown.Cells(step).Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>\n");
                page.Append("</tbody></table>\n");
            }
            foreach (var missing in table.Missing) page.Append($"<p>Not measured: {Escape(missing)}</p>\n");
            page.Append("<h3>Recall at 1</h3>\n").Append(Bars(table, row => row.Measured.RecallAt1, paper => paper.RecallAt1));
            page.Append("<h3>Recall at 10</h3>\n").Append(Bars(table, row => row.Measured.RecallAt10, paper => paper.RecallAt10));
        }
        page.Append("<h2>What differs from the paper</h2>\n<ul>\n");
        foreach (var difference in report.Differences) page.Append($"<li>{Escape(difference)}</li>\n");
        page.Append("</ul>\n");
        if (report.Command.Length > 0) page.Append($"<pre>{Escape(report.Command)}</pre>\n");
        return page.Append("</body></html>\n").ToString();
    }

    private static string Bars(PaperTable table, Func<PaperRow, Estimate> measured, Func<PaperFigures, double> paper)
    {
        var svg = new StringBuilder();
        var height = Top + Row * table.Rows.Count + Axis;
        double X(double percent) => Label + (Width - Label - Right) * percent / 100;
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {height}\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">\n");
        for (var tick = 0; tick <= 100; tick += 20)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<line x1=\"{X(tick):0.#}\" x2=\"{X(tick):0.#}\" y1=\"{Top}\" y2=\"{height - Axis}\" stroke=\"#ddd\"/>");
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{X(tick):0.#}\" y=\"{height - 8}\" text-anchor=\"middle\">{tick} %</text>\n");
        }
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var (row, y) = (table.Rows[i], Top + Row * i);
            var found = measured(row);
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Label - 8}\" y=\"{y + 14}\" text-anchor=\"end\">{Escape(row.Label)}</text>");
            AddBar(y, 100 * found.Value, "#1f6feb");
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{X(100 * found.Low):0.#}\" x2=\"{X(100 * found.High):0.#}\" ");
            svg.Append(CultureInfo.InvariantCulture, $"y1=\"{y + Bar / 2.0:0.#}\" y2=\"{y + Bar / 2.0:0.#}\" stroke=\"#0b2f66\"/>");
            if (row.Paper is { } there) AddBar(y + Bar + 1, paper(there), "#d0a215");
            svg.Append('\n');
        }
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"8\" y=\"{height - 8}\"><tspan fill=\"#1f6feb\">measured</tspan> ");
        return svg.Append("<tspan fill=\"#8a6a00\">the paper</tspan></text>\n</svg>\n").ToString();

        void AddBar(double y, double percent, string colour) => svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{Label}\" y=\"{y:0.#}\" width=\"{X(percent) - Label:0.##}\" height=\"{Bar}\" fill=\"{colour}\"/>");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
