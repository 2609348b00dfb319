using Viml.Engine.Weights;

namespace Viml.Training.Datasets;

/// <summary>What a dataset holds, and what is wrong with it.</summary>
/// <param name="Info">Its head.</param>
/// <param name="Splits">Clips by split, counted anew.</param>
/// <param name="Music">Pieces of music.</param>
/// <param name="Texts">Clips with a text by method.</param>
/// <param name="Tagged">Clips with tags.</param>
/// <param name="Features">Clips with features by encoder.</param>
/// <param name="Faults">What is wrong, one sentence each; found only by a check.</param>
public sealed record DatasetReport(
    DatasetInfo Info, IReadOnlyDictionary<string, int> Splits, int Music, IReadOnlyDictionary<string, int> Texts, int Tagged,
    IReadOnlyDictionary<string, int> Features, IReadOnlyList<string> Faults)
{
    /// <summary>Reads the head, the clips and the names of what has features.</summary>
    /// <exception cref="DatasetException">The dataset is not readable.</exception>
    public static DatasetReport Show(string folder) => Of(folder, faults: null);

    /// <summary>
    /// Reads everything and looks for leaks, missing media, counts that are not true, splits without clips, and features that are missing,
    /// surplus, of another version or not numbers.
    /// </summary>
    /// <exception cref="DatasetException">The head or the clips are not readable.</exception>
    public static DatasetReport Check(string folder) => Of(folder, faults: []);

    private static DatasetReport Of(string folder, List<string>? faults)
    {
        var info = DatasetInfo.Read(folder);
        var clips = ClipFile.Read(folder);
        var splits = Datasets.Splits.All.ToDictionary(split => split, split => clips.Count(clip => clip.Split == split));
        var features = new Dictionary<string, int>();
        var byId = clips.ToDictionary(clip => clip.Id, StringComparer.Ordinal);
        foreach (var encoder in info.Encoders) features[encoder.Name] = CheckFeatures(folder, encoder, byId, faults);
        if (faults is not null)
        {
            faults.AddRange(LeakCheck.Find(clips).Select(leak => $"Leak: {leak}."));
            foreach (var (split, count) in splits)
            {
                if (count == 0) faults.Add($"No clip is for {split}.");
                if (info.Counts.GetValueOrDefault(split) is var counted && counted != count)
                    faults.Add($"{DatasetInfo.FileName} counts {counted} clips for {split}, there are {count}.");
            }
            foreach (var file in clips.SelectMany(clip => new[] { clip.Video, clip.Music }).OfType<string>().Distinct())
                if (!File.Exists(Path.Combine(folder, file))) faults.Add($"Missing: {file}.");
            if (clips.Count(clip => clip.Texts.Values.Any(texts => texts.Count > 0)) is var told && told > 0 && told < clips.Count)
                faults.Add($"{clips.Count - told} of {clips.Count} clips have no text.");
        }
        var methods = clips.SelectMany(clip => clip.Texts.Where(texts => texts.Value.Count > 0).Select(texts => texts.Key));
        return new DatasetReport(
            info, splits, clips.Select(clip => clip.MusicKey).Distinct().Count(),
            methods.GroupBy(method => method).OrderBy(same => same.Key, StringComparer.Ordinal)
                .ToDictionary(same => same.Key, same => same.Count()),
            clips.Count(clip => clip.Tags.Count > 0), features, faults ?? []);
    }

    /// <summary>The clips that have features of an encoder.</summary>
    private static int CheckFeatures(string folder, DatasetEncoder encoder, Dictionary<string, Clip> clips, List<string>? faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var changed = 0;
        foreach (var shard in FeatureShard.List(folder, encoder.Name))
        {
            try
            {
                using var file = FeatureShard.Open(folder, encoder, shard);
                if (faults is null)
                {
                    seen.UnionWith(file.Names);
                    continue;
                }
                changed += FeatureShard.StampsOf(file).Count(
                    stamp => clips.TryGetValue(stamp.Key, out var clip) && ClipStamp.IsOld(folder, clip, stamp.Value));
                foreach (var (id, sequence) in FeatureShard.Read(folder, encoder, shard))
                {
                    if (!seen.Add(id)) faults.Add($"'{id}' has features of {encoder.Name} twice.");
                    if (!clips.ContainsKey(id)) faults.Add($"'{id}' has features of {encoder.Name} and is no clip.");
                    if (!sequence.Values.All(float.IsFinite)) faults.Add($"Features of '{id}' by {encoder.Name} are not all numbers.");
                }
            }
            catch (Exception error) when (faults is not null && error is (DatasetException or WeightFileException))
            {
                faults.Add(error.Message);
            }
        }
        var count = seen.Count(clips.ContainsKey);
        if (count < clips.Count) faults?.Add($"{clips.Count - count} of {clips.Count} clips have no features of {encoder.Name}.");
        if (changed > 0) faults?.Add($"The files of {changed} clips have changed since their features of {encoder.Name} were made.");
        return count;
    }
}
