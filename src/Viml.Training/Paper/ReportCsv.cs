using System.Globalization;
using System.Text;
using Viml.Descriptions.Runs;
using Viml.Training.Evaluation;

namespace Viml.Training.Paper;

/// <summary>The report as CSV (RFC 4180): one line for each line of a table, recall as fractions, the paper's in percent.</summary>
internal static class ReportCsv
{
    public static string Write(PaperReport report)
    {
        var text = new StringBuilder("table,method,trained_on,query,queries,pool,pools,runs");
        foreach (var figure in new[] { "median_rank", "recall_at_1", "recall_at_5", "recall_at_10" })
            text.Append(CultureInfo.InvariantCulture, $",{figure},{figure}_low,{figure}_high,paper_{figure}");
        text.Append("\r\n");
        foreach (var table in report.Tables)
            foreach (var row in table.Rows)
            {
                var (found, paper) = (row.Measured, row.Paper);
                string[] cells = [table.Name, row.Method, row.TrainedOn, row.Query,
                    .. new[] { found.Queries, found.Pool, found.Pools, found.Runs }
                        .Select(count => count.ToString(CultureInfo.InvariantCulture)),
                    .. Cells(found.MedianRank, paper?.MedianRank), .. Cells(found.RecallAt1, paper?.RecallAt1),
                    .. Cells(found.RecallAt5, paper?.RecallAt5), .. Cells(found.RecallAt10, paper?.RecallAt10)];
                text.Append(string.Join(',', cells.Select(CsvText.Quote))).Append("\r\n");
            }
        return text.ToString();
    }

    private static IEnumerable<string> Cells(Estimate found, double? paper) => new double?[] { found.Value, found.Low, found.High, paper }
        .Select(value => value?.ToString("0.######", CultureInfo.InvariantCulture) ?? "");
}
