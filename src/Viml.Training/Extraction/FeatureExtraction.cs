using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text;
using Viml.Descriptions.Runs;
using Viml.Engine.Files;
using Viml.Library.Files;
using Viml.Media;
using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Extraction;

/// <summary>What an extraction did: clips = kept + made + failed.</summary>
/// <param name="Encoder">The encoder.</param>
/// <param name="Clips">Clips that have a file for it.</param>
/// <param name="Kept">Clips that had features.</param>
/// <param name="Made">Clips that have them now.</param>
/// <param name="Failed">Clips whose file is broken or missing, with the reason.</param>
public sealed record ExtractionResult(string Encoder, int Clips, int Kept, int Made, IReadOnlyList<FailedClip> Failed);

/// <summary>
/// Makes the features of every clip of a dataset that has none, on all cores, and keeps them in its <c>features/</c>. An interrupted
/// extraction goes on behind its last shard. A clip whose file or time range has changed is made anew; one whose file is gone keeps its
/// features. One that fails is recorded in <c>failed.csv</c> beside the shards, and tried again by the next run.
/// </summary>
public static class FeatureExtraction
{
    private const int ClipsPerShard = 128;
    private const string FailedFile = "failed.csv";

    /// <summary>Runs or resumes an extraction.</summary>
    /// <param name="dataset">The dataset folder.</param>
    /// <param name="encoder">An encoder of video or music.</param>
    /// <param name="progress">Told how many clips are done.</param>
    /// <param name="cancellation">Interrupts it; what is in complete shards stays.</param>
    /// <exception cref="DatasetException">
    /// The dataset is not readable, has features of another version of the encoder, or another process extracts.
    /// </exception>
    public static ExtractionResult Run(
        string dataset, IEncoder encoder, IProgress<PreparationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataset);
        ArgumentNullException.ThrowIfNull(encoder);
        var info = DatasetInfo.Read(dataset);
        var view = DatasetEncoder.Of(encoder);
        var folder = FeatureShard.FolderOf(dataset, view.Name);
        Directory.CreateDirectory(folder);
        using var held = WriteLock.TryHold(folder) ?? throw new DatasetException(
            folder, null, "a folder that no other process writes", "another one");

        var encoding = new ClipEncoding(dataset, encoder);
        Clip[] clips = [.. ClipFile.Read(dataset).Where(clip => encoding.FileOf(clip) is not null)];
        var stamps = clips.ToDictionary(clip => clip.Id, encoding.StampOf, StringComparer.Ordinal);
        var (kept, changed) = Survey(dataset, view, stamps);
        var byId = clips.ToDictionary(clip => clip.Id, StringComparer.Ordinal);
        var work = changed.Select(shard => (Shard: shard.Key, Clips: shard.Value.Select(id => byId[id]).ToArray()))
            .Concat(clips.Where(clip => !kept.Contains(clip.Id) && !changed.Values.Any(ids => ids.Contains(clip.Id)))
                .Chunk(ClipsPerShard).Zip(NewNames(dataset, view), (members, shard) => (Shard: shard, Clips: members)));
        var (done, made, failed) = (kept.Count, 0, new List<FailedClip>());
        var what = $"encoding with {encoder.Name}";
        progress?.Report(new PreparationProgress(done, 0, clips.Length, what));
        foreach (var (shard, members) in work)
        {
            var (features, broken) = Make(encoding, members, cancellation,
                count => progress?.Report(new PreparationProgress(done + count, failed.Count, clips.Length, what)));
            failed.AddRange(broken);
            Write(dataset, view, shard, features, members, stamps);
            (done, made) = (done + members.Length, made + features.Count);
        }
        FailedClip[] leftOut = [.. failed.OrderBy(failure => failure.Id, StringComparer.Ordinal)];
        Record(folder, leftOut);
        (info with { Encoders = [.. info.Encoders.Where(other => other.Name != view.Name), view] }).Write(dataset);
        return new ExtractionResult(view.Name, clips.Length, kept.Count, made, leftOut);
    }

    /// <summary>The clips whose features are good, and by shard those whose file has changed since.</summary>
    private static (HashSet<string> Kept, Dictionary<string, HashSet<string>> Changed) Survey(
        string dataset, DatasetEncoder view, Dictionary<string, string?> stamps)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var changed = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var shard in FeatureShard.List(dataset, view.Name))
        {
            using var file = FeatureShard.Open(dataset, view, shard);
            var made = FeatureShard.StampsOf(file);
            foreach (var id in file.Names.Where(stamps.ContainsKey))
            {
                if (stamps[id] is not { } now || !made.TryGetValue(id, out var then) || then == now) kept.Add(id);
                else if (changed.TryGetValue(shard, out var ids)) ids.Add(id);
                else changed[shard] = [id];
            }
        }
        return (kept, changed);
    }

    /// <summary>Names of shards that do not exist.</summary>
    private static IEnumerable<string> NewNames(string dataset, DatasetEncoder view)
    {
        var taken = FeatureShard.List(dataset, view.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, int.MaxValue).Select(number => number.ToString("00000", CultureInfo.InvariantCulture))
            .Where(name => !taken.Contains(name));
    }

    private static (ConcurrentDictionary<string, FeatureSequence> Features, IEnumerable<FailedClip> Failed) Make(
        ClipEncoding encoding, Clip[] clips, CancellationToken cancellation, Action<int> report)
    {
        var features = new ConcurrentDictionary<string, FeatureSequence>(StringComparer.Ordinal);
        var failed = new ConcurrentBag<FailedClip>();
        var count = 0;
        // Decoders are processes that are waited for, so there is one worker more than cores, and each takes the next clip when it is free.
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(Partitioner.Create(clips.AsEnumerable(), EnumerablePartitionerOptions.NoBuffering), workers, clip =>
            {
                try
                {
                    features[clip.Id] = encoding.Encode(clip, cancellation);
                }
                catch (Exception error) when (error is MediaFormatException or ProgramFailedException or ProgramHangsException)
                {
                    failed.Add(new FailedClip(clip.Id, error.Message));
                }
                report(Interlocked.Increment(ref count));
            });
        }
        catch (AggregateException errors)
        {
            // Every worker meets the same missing program or full disk: one report is enough.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
        return (features, failed);
    }

    /// <summary>Writes a shard: what it held of other clips, and what was made.</summary>
    private static void Write(
        string dataset, DatasetEncoder view, string shard, ConcurrentDictionary<string, FeatureSequence> made, Clip[] members,
        Dictionary<string, string?> stamps)
    {
        var (features, ofFeatures) = (new Dictionary<string, FeatureSequence>(made), new Dictionary<string, string>());
        if (File.Exists(FeatureShard.PathOf(dataset, view.Name, shard)))
        {
            var remade = members.Select(clip => clip.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var (id, sequence) in FeatureShard.Read(dataset, view, shard))
                if (!remade.Contains(id)) features[id] = sequence;
            using var file = FeatureShard.Open(dataset, view, shard);
            foreach (var (id, stamp) in FeatureShard.StampsOf(file)) ofFeatures[id] = stamp;
        }
        if (features.Count == 0)
        {
            File.Delete(FeatureShard.PathOf(dataset, view.Name, shard));
            return;
        }
        foreach (var id in made.Keys) if (stamps[id] is { } stamp) ofFeatures[id] = stamp;
        FeatureShard.Write(dataset, view, shard, features, ofFeatures.Where(stamp => features.ContainsKey(stamp.Key)).ToDictionary());
    }

    private static void Record(string folder, FailedClip[] failed)
    {
        var path = Path.Combine(folder, FailedFile);
        File.Delete(path);
        if (failed.Length == 0) return;
        var lines = failed.Select(failure => $"{CsvText.Quote(failure.Id)},{CsvText.Quote(failure.Reason)}\r\n").Prepend("id,reason\r\n");
        PendingFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }
}
