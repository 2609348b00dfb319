using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using Viml.Media;
using Viml.Media.Audio;
using Viml.Models;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// Decodes every clip of a dataset once and keeps what models see of it in shards, so that training never waits for a decoder and an
/// interrupted preparation resumes. A clip that failed is tried again by the next run, because its file may have been repaired. A clip
/// whose time range or whose files have changed (by size and time) is decoded again.
/// </summary>
/// <param name="dataset">The dataset folder.</param>
/// <param name="work">The work folder.</param>
/// <param name="views">
/// What is kept of a clip. A clip may lack any but the last, whose shard is written last: its clips are those that are complete.
/// </param>
/// <param name="what">What the progress says is being done.</param>
internal sealed class ClipShards(
    string dataset, string work, IReadOnlyList<DatasetEncoder> views, string what = "reading clips")
{
    private const int ClipsPerShard = 64;

    private readonly List<FailedClip> _failed = [];

    /// <summary>Clips that were left out so far, in the order of the dataset.</summary>
    public IReadOnlyList<FailedClip> Failed => _failed;

    /// <summary>The key of a clip: its id, and digits of a hash over its time range and the sizes and times of its files.</summary>
    public string KeyOf(Clip clip)
    {
        var stamps = new[] { clip.Music, clip.Video }.Select(name => name is null ? null : new FileInfo(Path.Combine(dataset, name)))
            .Select(file => file is { Exists: true } ? FormattableString.Invariant(
                $"{file.Length} {file.LastWriteTimeUtc.Ticks}") : "none");
        var identity = FormattableString.Invariant($"{clip.Start} {clip.End} {string.Join(' ', stamps)}");
        return $"{clip.Id}@{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..12]}";
    }

    /// <summary>
    /// Gives the views of the clips that could be decoded with their keys, in the order of the dataset, rounded to float16.
    /// </summary>
    /// <param name="clips">The clips.</param>
    /// <param name="decode">Makes the views of a clip; a <see cref="MediaFormatException"/> leaves it out.</param>
    /// <param name="progress">Reported to after each shard.</param>
    /// <param name="cancellation">Ends decoding.</param>
    public IEnumerable<(Clip Clip, string Key, FeatureSequence?[] Views)> Run(
        IReadOnlyList<Clip> clips, Func<Clip, FeatureSequence?[]> decode, IProgress<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        for (var first = 0; first < clips.Count; first += ClipsPerShard)
        {
            var members = clips.Skip(first).Take(ClipsPerShard).Select(clip => (Clip: clip, Key: KeyOf(clip))).ToArray();
            var keys = members.Select(member => member.Key).ToHashSet();
            // a longer last shard must not be taken for the shorter one of before
            var shard = $"{members[0].Clip.Id}--{members[^1].Clip.Id}";
            var seen = Read(shard, keys);
            if (members.Where(member => !seen[^1].ContainsKey(member.Key)).ToArray() is { Length: > 0 } missing)
            {
                var broken = Decode(missing, decode, seen, cancellation);
                _failed.AddRange(broken);
                if (broken.Count < missing.Length)
                {
                    for (var view = 0; view < views.Count; view++) FeatureShard.Write(work, views[view], shard, seen[view]);
                    seen = Read(shard, keys); // rounded to float16, as the next run will see it
                }
            }
            foreach (var (clip, key) in members)
                if (seen[^1].ContainsKey(key))
                    yield return (clip, key, [.. seen.Select(view => view.GetValueOrDefault(key))]);
            progress?.Report(new PreparationProgress(first + members.Length, _failed.Count, clips.Count, what));
        }
    }

    /// <summary>The sound of a clip in whole windows, the last one padded: as many as come closest to its length, at least one.</summary>
    public static (float[] Samples, int Windows) ReadSound(
        string path, Clip clip, int sampleRate, int windowSamples, CancellationToken cancellation)
    {
        var part = new AudioReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start };
        var samples = AudioReader.ReadAll(path, sampleRate, part, cancellation);
        var windows = Math.Max(1, (int)Math.Round(samples.Length / (double)windowSamples, MidpointRounding.AwayFromZero));
        Array.Resize(ref samples, windows * windowSamples);
        return (samples, windows);
    }

    /// <summary>The path of the music of a clip.</summary>
    /// <exception cref="MediaFormatException">It has none.</exception>
    public static string MusicOf(string dataset, Clip clip) =>
        clip.Music is { } music ? Path.Combine(dataset, music) : throw new MediaFormatException(clip.Id, "a clip with music", "none");

    /// <summary>Checks that float16 can hold what a file gave.</summary>
    /// <exception cref="MediaFormatException">It cannot.</exception>
    public static void RequireStorable(string path, params ReadOnlySpan<float[]> views)
    {
        foreach (var view in views)
            if (!view.All(value => Math.Abs(value) <= (float)Half.MaxValue))
                throw new MediaFormatException(path, "sound of finite numbers", "samples that are not");
    }

    /// <summary>Adds what can be decoded to <paramref name="seen"/> and returns the reasons for the rest.</summary>
    private static List<FailedClip> Decode(
        (Clip Clip, string Key)[] clips, Func<Clip, FeatureSequence?[]> decode, ConcurrentDictionary<string, FeatureSequence>[] seen,
        CancellationToken cancellation)
    {
        var broken = new ConcurrentBag<FailedClip>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(clips, workers, member =>
            {
                var (clip, key) = member;
                try
                {
                    var decoded = decode(clip);
                    for (var view = 0; view < decoded.Length; view++)
                        if (decoded[view] is { } features)
                            seen[view][key] = features;
                }
                catch (Exception error) when (error is MediaFormatException or ProgramFailedException or ProgramHangsException)
                {
                    broken.Add(new FailedClip(clip.Id, error.Message));
                }
            });
        }
        catch (AggregateException errors)
        {
            // Every worker meets the same missing program or full disk: one report is enough.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
        return [.. broken.OrderBy(failed => failed.Id, StringComparer.Ordinal)];
    }

    /// <summary>What is kept under these keys; what lies beside it is of files that have changed.</summary>
    private ConcurrentDictionary<string, FeatureSequence>[] Read(string shard, HashSet<string> keys)
    {
        // A training with other encoders may have left some of the views.
        var isComplete = views.All(view => File.Exists(FeatureShard.PathOf(work, view.Name, shard)));
        return [.. views.Select(view => new ConcurrentDictionary<string, FeatureSequence>(
            isComplete ? FeatureShard.Read(work, view, shard).Where(kept => keys.Contains(kept.Key)) : []))];
    }
}

/// <summary>A clip that was left out, because a file of it is broken or missing.</summary>
/// <param name="Id">The clip.</param>
/// <param name="Reason">What is wrong, for people.</param>
public sealed record FailedClip(string Id, string Reason)
{
    /// <summary>The clip and the reason, for people.</summary>
    public override string ToString() => $"{Id}: {Reason}";
}
