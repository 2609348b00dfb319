using System.Globalization;
using System.Text;
using Viml.Training.Evaluation;

namespace Viml.Training.Paper;

/// <summary>The report as Markdown.</summary>
internal static class ReportMarkdown
{
    public static string Write(PaperReport report)
    {
        var text = new StringBuilder("# The tables of the paper\n\n");
        text.Append("Recall in percent with 95 % intervals; in brackets what the paper has. A tie counts against the query.\n");
        foreach (var table in report.Tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {table.Title}\n\n");
            text.Append("| method | trained on | query | median rank | R@1 | R@5 | R@10 |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in table.Rows) text.Append($"| {string.Join(" | ", Cells(row))} |\n");
            if (table.Rows is [var first, ..]) text.Append(CultureInfo.InvariantCulture, $"\n{Scale(first.Measured)}\n");
            if (table.Order.Count > 0)
            {
                text.Append($"\n### The order of the paper\n\n{OrderNote}\n\n| from | to | R@1 | R@10 | order |\n|---|---|---|---|---|\n");
                foreach (var step in table.Order) text.Append($"| {string.Join(" | ", Cells(step))} |\n");
            }
            foreach (var missing in table.Missing) text.Append($"\nNot measured: {missing}\n");
        }
        text.Append("\n## What differs from the paper\n\n");
        foreach (var difference in report.Differences) text.Append($"- {difference}\n");
        if (report.Command.Length > 0) text.Append($"\n```\n{report.Command}\n```\n");
        return text.ToString();
    }

    /// <summary>What the lines of an order say.</summary>
    public const string OrderNote =
        "What the second finds more on the same queries, in percentage points with 95 % intervals. Above 0, the order holds.";

    /// <summary>The cells of a line of an order.</summary>
    public static IReadOnlyList<string> Cells(PaperStep step) =>
        [step.Lower.Label, step.Upper.Label, Difference(step.Gain.RecallAt1), Difference(step.Gain.RecallAt10), step.Verdict];

    /// <summary>How much was measured.</summary>
    public static string Scale(PooledFigures figures) =>
        $"{figures.Describe()}, {figures.Runs} {(figures.Runs == 1 ? "training" : "trainings")} of each method.";

    /// <summary>The cells of a line.</summary>
    public static IReadOnlyList<string> Cells(PaperRow row)
    {
        var (found, paper) = (row.Measured, row.Paper);
        return [row.Method, row.TrainedOn, row.Query, Cell(found.MedianRank, 1, "0.#", paper?.MedianRank, "0"),
            Cell(found.RecallAt1, 100, "0.00", paper?.RecallAt1, "0.00"), Cell(found.RecallAt5, 100, "0.00", paper?.RecallAt5, "0.00"),
            Cell(found.RecallAt10, 100, "0.00", paper?.RecallAt10, "0.00")];
    }

    private static string Difference(Estimate gain) => Cell(gain, 100, "+0.00;-0.00;0.00", null, "");

    private static string Cell(Estimate found, double factor, string format, double? paper, string paperFormat)
    {
        string Show(double value) => (factor * value).ToString(format, CultureInfo.InvariantCulture);
        var beside = paper is { } value ? $" [{value.ToString(paperFormat, CultureInfo.InvariantCulture)}]" : "";
        return $"{Show(found.Value)} ({Show(found.Low)} to {Show(found.High)}){beside}";
    }
}
