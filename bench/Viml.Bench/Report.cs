using System.Globalization;
using System.Text;
using Viml.Bench.Measuring;

namespace Viml.Bench;

/// <summary>The results as Markdown.</summary>
internal static class Report
{
    public static string Write(
        string title, IReadOnlyList<(string What, string Value)> machine, IReadOnlyList<int> threads, IReadOnlyList<CaseResult> results,
        bool byProcessor)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        text.Append("Made by `bench/run`: ours and theirs in turn in one run, medians, ± half the distance between the quartiles.\n");
        text.Append(byProcessor
            ? "The machine was shared, so **processor time** divided by the number of threads is given, not wall time; "
                + "a peer that leaves its second thread idle seems twice as fast there.\n"
            : "Wall time.\n");
        text.Append("The ratio sets the best of the peer's figures against the best of ours; above 1, ours is faster.\n");
        text.Append("The share is of the limit that binds the case: ");
        text.Append("what the machine did in the same turns when it only multiplied and added, or only read memory.\n\n");
        text.Append("| what | value |\n|---|---|\n");
        foreach (var (what, value) in machine)
            text.Append($"| {what} | {value} |\n");
        foreach (var limits in results.SelectMany(result => result.Limits).GroupBy(limit => limit.Threads))
            text.Append($"| limits, {Threads(limits.Key)} | {Limits([.. limits])} |\n");
        text.Append($"\n| case | {Columns(threads, "ours")} | peer | {Columns(threads, "peer")} ");
        text.Append("| ratio | ours, rate | share of the limit | bytes allocated |\n");
        var aligned = string.Concat(threads.Select(_ => "--:|"));
        text.Append($"|---|{aligned}---|{aligned}--:|--:|--:|--:|\n");
        foreach (var result in results)
            foreach (var (peer, scores) in result.Peers)
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {result.Case.Name} | {Times(result.Ours)} | {peer} | {Times(scores)} | {Ratio(result, peer):0.00} "
                    + $"| {Rate(result)} | {Share(result)} | {result.AllocatedBytes:#,0} |\n");
        text.Append('\n');
        foreach (var mean in Means(results))
            text.Append($"- {mean}\n");
        foreach (var result in results.Where(result => result.Remark is not null))
            text.Append($"- {result.Case.Name}: {result.Remark}\n");
        return text.ToString().TrimEnd() + "\n";
    }

    private static IEnumerable<string> Means(IReadOnlyList<CaseResult> results) =>
        from result in results
        from peer in result.Peers.Keys
        group Ratio(result, peer) by (result.Case.Group, peer) into ratios
        where ratios.Count() > 1
        select string.Create(CultureInfo.InvariantCulture,
            $"{ratios.Key.Group} against {ratios.Key.peer}: geometric mean {Math.Exp(ratios.Average(Math.Log)):0.00}, "
            + $"lowest {ratios.Min():0.00}");

    private static double Ratio(CaseResult result, string peer) =>
        Best(result.Peers[peer]).Samples.Median / Best(result.Ours).Samples.Median;

    private static Score Best(IEnumerable<Score> scores) => scores.MinBy(score => score.Samples.Median)!;

    private static string Rate(CaseResult result)
    {
        var seconds = Best(result.Ours).Samples.Median;
        return result.Case.Unit switch
        {
            null => string.Create(CultureInfo.InvariantCulture, $"{result.Case.Flops / seconds / 1e9:0} GFLOP/s"),
            ['x', ' ', ..] => string.Create(CultureInfo.InvariantCulture, $"{result.Case.Units / seconds:#,0} {result.Case.Unit}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{result.Case.Units / seconds:#,0} {result.Case.Unit}/s"),
        };
    }

    private static string Share(CaseResult result)
    {
        var best = Best(result.Ours);
        var (seconds, limit) = result.Limits.Single(one => one.Threads == best.Threads).Bound(result.Case.Flops, result.Case.Bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / best.Samples.Median:0 %} of {limit}");
    }

    private static string Limits(IReadOnlyCollection<MachineLimits> limits)
    {
        var memory = limits.Where(limit => limit.BytesPerSecond is not null).Select(limit => limit.BytesPerSecond!.Value / 1e9).ToList();
        return Range(limits.Select(limit => limit.FlopsPerSecond / 1e9), "0", "GFLOP/s") + (
            memory.Count == 0 ? "" : ", " + Range(memory, "0.0", "GB/s"));

        static string Range(IEnumerable<double> values, string format, string unit)
        {
            var (lowest, highest) = (
                values.Min().ToString(format, CultureInfo.InvariantCulture), values.Max().ToString(format, CultureInfo.InvariantCulture));
            return lowest == highest ? $"{highest} {unit}" : $"{lowest} to {highest} {unit}";
        }
    }

    private static string Columns(IEnumerable<int> threads, string who) =>
        string.Join(" | ", threads.Select(count => $"{who}, {Threads(count)}"));

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static string Times(IEnumerable<Score> scores) => string.Join(" | ", scores.Select(score =>
        string.Create(CultureInfo.InvariantCulture, $"{Milliseconds(score.Samples.Median * 1000)} ms ±{score.Samples.Spread:0 %}")));

    private static string Milliseconds(double value) =>
        value.ToString(value < 10 ? "0.000" : value < 1000 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
