using Viml.Descriptions.Runs;
using Viml.Training.Datasets;

namespace Viml.Training.Synthesis;

/// <summary>
/// The texts that were synthesised for a dataset: <c>texts/METHOD.jsonl</c> beside its clips, each text with its provenance. They belong to
/// the clips as their own texts do.
/// </summary>
public static class ClipTexts
{
    private const string Folder = "texts";

    /// <summary>The file of the texts of a method.</summary>
    public static string PathOf(string dataset, string method) => Path.Combine(dataset, Folder, $"{method}.jsonl");

    /// <summary>The clips with the texts that were synthesised for them.</summary>
    /// <exception cref="TextFileException">A line of a file is broken.</exception>
    public static IReadOnlyList<Clip> Join(string dataset, IReadOnlyList<Clip> clips)
    {
        var folder = Path.Combine(dataset, Folder);
        if (!Directory.Exists(folder)) return clips;
        var texts = Directory.GetFiles(folder, "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(RecordFile.Read).Where(record => record.Text.Length > 0).ToLookup(record => record.Id);
        return [.. clips.Select(clip => texts[clip.Id].Any() ? clip with { Texts = Join(clip.Texts, texts[clip.Id]) } : clip)];
    }

    private static Dictionary<string, IReadOnlyList<string>> Join(
        IReadOnlyDictionary<string, IReadOnlyList<string>> own, IEnumerable<DescriptionRecord> records)
    {
        var joined = own.ToDictionary(texts => texts.Key, texts => texts.Value);
        foreach (var method in records.GroupBy(record => record.Method))
            joined[method.Key] = [.. joined.GetValueOrDefault(method.Key, []), .. method.OrderBy(record => record.Number)
                .Select(record => record.Text)];
        return joined;
    }
}
