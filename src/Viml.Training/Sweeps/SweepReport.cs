using System.Globalization;
using System.Text;
using Viml.Descriptions.Runs;
using Viml.Engine.Files;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;
using Viml.Training.Methods;

namespace Viml.Training.Sweeps;

/// <summary>One training of a sweep.</summary>
/// <param name="Values">The values of the options, in their order.</param>
/// <param name="Result">What it reaches.</param>
public sealed record SweepPoint(IReadOnlyList<string> Values, MethodResult Result);

/// <summary>What a sweep found.</summary>
/// <param name="Method">The method.</param>
/// <param name="Axes">The options that differ.</param>
/// <param name="Points">The trainings.</param>
/// <param name="Command">The command line; empty where there was none.</param>
public sealed record SweepReport(string Method, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepPoint> Points, string Command)
{
    private const string FileName = "sweep";

    /// <summary>The point that is best on the validation clips, which is what a choice is made on; null where none was measured.</summary>
    public SweepPoint? Best => Points.Where(point => double.IsFinite(point.Result.Validation)).MaxBy(point => point.Result.Validation);

    /// <summary>Writes the table as Markdown and CSV and the curves as SVG.</summary>
    /// <returns>The paths.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        return [.. new[] { (".md", ToMarkdown()), (".csv", ToCsv()), (".svg", ToSvg()) }.Select(file =>
        {
            var path = Path.Combine(folder, FileName + file.Item1);
            PendingFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(file.Item2)));
            return path;
        })];
    }

    /// <summary>
    /// The points over the last option as curves: recall at 10 of each kind of query on the test clips, and what the validation clips say.
    /// An option that has no numbers has its values in their order.
    /// </summary>
    public string ToSvg()
    {
        var axis = Axes[^1];
        var isNumeric = axis.Values.All(value => double.TryParse(value, CultureInfo.InvariantCulture, out _));
        var lines = new List<CurveLine>();
        foreach (var group in Points.GroupBy(point => string.Join(", ", Axes.Zip(point.Values).SkipLast(1)
            .Select(one => $"{one.First.Name} {one.Second}"))))
        {
            var name = group.Key.Length == 0 ? "" : $" ({group.Key})";
            lines.Add(Line($"validation{name}", group, result => result.Validation));
            foreach (var query in QueriesOf(Points).Where(query => !query.EndsWith("alone", StringComparison.Ordinal)))
                lines.Add(Line($"R@10, {query}{name}", group, result => FiguresOf(result, query)?.RecallAt10.Value ?? double.NaN));
        }
        return LossCurve.ToSvg($"{Method} over {axis.Name}", lines);

        CurveLine Line(string name, IEnumerable<SweepPoint> points, Func<MethodResult, double> figure) => new(
            name, [.. points.Select(point => (X(point.Values[^1]), figure(point.Result))).OrderBy(point => point.Item1)]);

        double X(string value) => isNumeric
            ? double.Parse(value, CultureInfo.InvariantCulture)
            : axis.Values.Index().First(one => one.Item == value).Index;
    }

    private string ToMarkdown()
    {
        var queries = QueriesOf(Points);
        var text = new StringBuilder($"# Sweep of {Method}\n\n");
        text.Append("Recall in percent, of queries of the test clips with 95 % intervals; *validation* is the mean of recall at 1, 5 and "
            + "10 over kinds of query on the validation clips, on which a choice is to be made.\n\n");
        string[] heads = [.. Axes.Select(axis => axis.Name), "validation",
            .. queries.SelectMany(query => new[] { $"{query}: MedR", "R@1", "R@5", "R@10" })];
        text.Append($"| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => "---|"))}\n");
        foreach (var point in Points)
            text.Append($"| {string.Join(" | ", [.. point.Values, Percent(point.Result.Validation) + (point == Best ? " (best)" : ""),
                .. queries.SelectMany(query => FiguresOf(point.Result, query) is { } figures
                    ? new[] { Show(figures.MedianRank, 1, "0.#"), Show(figures.RecallAt1), Show(figures.RecallAt5),
                        Show(figures.RecallAt10) }
                    : ["", "", "", ""])])} |\n");
        if (Points.Select(point => point.Result.Test.FirstOrDefault()).OfType<QueryFigures>().FirstOrDefault() is { Figures: var some })
            text.Append($"\n{some.Describe()}.\n");
        if (Command.Length > 0) text.Append($"\n```\n{Command}\n```\n");
        return text.ToString();
    }

    private string ToCsv()
    {
        var text = new StringBuilder(string.Join(',', [.. Axes.Select(axis => axis.Name), "validation", "query", "queries", "pool", "pools",
            .. new[] { "median_rank", "recall_at_1", "recall_at_5", "recall_at_10" }
                .SelectMany(name => new[] { name, $"{name}_low", $"{name}_high" })]) + "\r\n");
        foreach (var point in Points)
            foreach (var (query, figures) in point.Result.Test)
                text.Append(string.Join(',', ((string[])[.. point.Values, Plain(point.Result.Validation), query, $"{figures.Queries}",
                    $"{figures.Pool}", $"{figures.Pools}", .. new[] { figures.MedianRank, figures.RecallAt1, figures.RecallAt5,
                        figures.RecallAt10 }.SelectMany(one => new[] { Plain(one.Value), Plain(one.Low), Plain(one.High) })])
                    .Select(CsvText.Quote))).Append("\r\n");
        return text.ToString();
    }

    private static IReadOnlyList<string> QueriesOf(IEnumerable<SweepPoint> points) =>
        [.. points.SelectMany(point => point.Result.Test).Select(test => test.Query).Distinct()];

    private static PooledFigures? FiguresOf(MethodResult result, string query) =>
        result.Test.FirstOrDefault(test => test.Query == query)?.Figures;

    private static string Show(Estimate found, double factor = 100, string format = "0.00")
    {
        string One(double value) => (factor * value).ToString(format, CultureInfo.InvariantCulture);
        return $"{One(found.Value)} ({One(found.Low)} to {One(found.High)})";
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Plain(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
