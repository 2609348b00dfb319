using Viml.Training.Datasets;

namespace Viml.Cli.Output;

/// <summary>Datasets as text.</summary>
internal static class DatasetText
{
    /// <summary>Where a dataset was written, and the clips of each split.</summary>
    public static void PrintHead(AppEnvironment environment, string folder, DatasetInfo info)
    {
        environment.Out.WriteLine($"{CountText.Of(info.Counts.Values.Sum(), "clip")} in {FittedText.Printable(folder)}");
        PrintCounts(environment, info.Counts);
    }

    /// <summary>All that is known of a dataset but its faults.</summary>
    public static void Print(AppEnvironment environment, DatasetReport report)
    {
        environment.Out.WriteLine(FittedText.Printable($"{report.Info.Name}, licence {report.Info.Licence}: {report.Info.Origin}"));
        PrintCounts(environment, report.Splits);
        PrintCounts(environment, new Dictionary<string, int> { ["pieces of music"] = report.Music, ["with tags"] = report.Tagged });
        PrintCounts(environment, report.Texts.ToDictionary(text => $"text: {text.Key}", text => text.Value));
        PrintCounts(environment, report.Features.ToDictionary(features => $"features: {features.Key}", features => features.Value));
    }

    private static void PrintCounts(AppEnvironment environment, IReadOnlyDictionary<string, int> counts)
    {
        foreach (var (name, count) in counts) environment.Out.WriteLine(FittedText.Printable($"  {name,-28} {count,9:N0}"));
    }
}
