using Viml.Training.Evaluation;

namespace Viml.Training.Paper;

/// <summary>A line of a table: what was measured, beside what the paper has.</summary>
/// <param name="Method">The method, for people.</param>
/// <param name="TrainedOn">The texts it was trained on; empty for a method without text.</param>
/// <param name="Query">What is asked with.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Paper">What the paper has; null for a line that it does not have.</param>
public sealed record PaperRow(string Method, string TrainedOn, string Query, PooledFigures Measured, PaperFigures? Paper)
{
    /// <summary>The method and what it was trained on.</summary>
    public string Name => TrainedOn.Length == 0 ? Method : $"{Method} ({TrainedOn})";

    /// <summary><see cref="Name"/> and what is asked with.</summary>
    public string Label => $"{Name}: {Query}";
}

/// <summary>Two lines that follow each other in the order of the paper, by its recall at 10.</summary>
/// <param name="Lower">What finds less in the paper.</param>
/// <param name="Upper">What finds more in the paper.</param>
/// <param name="Gain">What the upper line finds more, as it was measured.</param>
public sealed record PaperStep(PaperRow Lower, PaperRow Upper, PairedGain Gain)
{
    /// <summary>Where the order holds beyond chance.</summary>
    public string Verdict => (Gain.RecallAt1, Gain.RecallAt10) switch
    {
        ({ High: < 0 }, _) or (_, { High: < 0 }) => "turned round",
        ({ Low: > 0 }, { Low: > 0 }) => "holds",
        ({ Low: > 0 }, _) => "holds at R@1",
        (_, { Low: > 0 }) => "holds at R@10",
        _ => "not told apart",
    };
}

/// <summary>A table in the layout of the paper.</summary>
/// <param name="Name">Short, for the column of a CSV file.</param>
/// <param name="Title">For people.</param>
/// <param name="Rows">The lines.</param>
/// <param name="Order">The order of the paper, from chance up.</param>
/// <param name="Missing">Lines of the paper that could not be measured, with the reason.</param>
public sealed record PaperTable(
    string Name, string Title, IReadOnlyList<PaperRow> Rows, IReadOnlyList<PaperStep> Order, IReadOnlyList<string> Missing);

/// <summary>The tables of the paper, and in what they differ from it.</summary>
/// <param name="Tables">Both tables.</param>
/// <param name="Differences">What differs from the paper, one sentence each.</param>
/// <param name="Command">The command that made it; empty where there was none.</param>
public sealed record PaperReport(IReadOnlyList<PaperTable> Tables, IReadOnlyList<string> Differences, string Command)
{
    /// <summary>The name of the files without extension.</summary>
    public const string FileName = "paper";

    /// <summary>Writes the report as Markdown, CSV and HTML into a folder.</summary>
    /// <returns>The paths.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. new (string Extension, string Text)[]
        {
            (".md", ReportMarkdown.Write(this)), (".csv", ReportCsv.Write(this)), (".html", ReportHtml.Write(this)),
        }.Select(file =>
        {
            var path = Path.Combine(folder, FileName + file.Extension);
            Engine.Files.PendingFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(file.Text)));
            return path;
        })];
    }
}
