using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Viml.Engine.Files;
using Viml.Library.Files;
using Viml.Media;

namespace Viml.Training.Datasets;

/// <summary>How a dataset is built from a folder.</summary>
public sealed record FolderDatasetOptions
{
    /// <summary>The folder with music videos, in any folder below.</summary>
    public required string Media { get; init; }

    /// <summary>The dataset folder; an existing one of the same media folder is added to.</summary>
    public required string Output { get; init; }

    /// <summary>Length of the clips in seconds; null takes each video as one clip.</summary>
    public double? SegmentSeconds { get; init; }

    /// <summary>What the dataset is called.</summary>
    public string Name { get; init; } = "videos";

    /// <summary>The licence of the media.</summary>
    public string Licence { get; init; } = "unknown";
}

/// <summary>What a build did: found = added + kept + failed.</summary>
/// <param name="Info">The head of the dataset.</param>
/// <param name="Found">Videos in the folder.</param>
/// <param name="Added">Videos that are new.</param>
/// <param name="Kept">Videos that the dataset had.</param>
/// <param name="Failed">Videos that could not be used, with the reason.</param>
/// <param name="Repeated">Videos whose music another one has too.</param>
public sealed record FolderDatasetResult(
    DatasetInfo Info, int Found, int Added, int Kept, IReadOnlyList<string> Failed, IReadOnlyList<string> Repeated);

/// <summary>
/// Makes a dataset of music videos, in which sound and picture of one file are the pair. Videos with the same music, found by their sound,
/// form a group and stay in one split. The split of a group is that of its first video, by a hash of its path, so that nothing moves when
/// videos are added.
/// </summary>
public static class FolderDataset
{
    private const double ShortestRest = 10; // of the end of a video, in seconds

    /// <summary>Builds or adds to a dataset. A file that cannot be read is left out and tried again the next time.</summary>
    /// <exception cref="DatasetException">There is no such folder, or the output holds another dataset.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the next run goes on.</exception>
    public static FolderDatasetResult Build(
        FolderDatasetOptions options, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.SegmentSeconds is <= 0)
            throw new ArgumentException($"{nameof(options.SegmentSeconds)} must be positive.", nameof(options));
        if (!Directory.Exists(options.Media)) throw new DatasetException(options.Media, null, "a folder with videos", "no such folder");
        var head = new DatasetInfo(options.Name, options.Licence,
            FormattableString.Invariant($"videos of '{Path.GetFileName(Path.TrimEndingDirectorySeparator(options.Media))}', ")
                + (options.SegmentSeconds is { } length ? FormattableString.Invariant($"clips of {length} s") : "whole"),
            Splits.All.ToDictionary(split => split, _ => 0), []);
        Directory.CreateDirectory(options.Output);
        using var held = WriteLock.TryHold(Path.Combine(options.Output, "dataset")) ?? throw new DatasetException(
            options.Output, null, "a folder that no other process writes", "another one");
        RequireSame(options.Output, head);
        head.Write(options.Output);

        string[] files = [.. Directory.EnumerateFiles(options.Media, "*", SearchOption.AllDirectories)
            .Where(file => VideoFiles.Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)];
        var (failed, repeated) = (new List<string>(), new List<string>());
        int kept = 0, added = 0;
        using var writer = new ClipWriter(options.Output);
        var all = writer.Existing.ToList();
        var known = new List<(string Group, SoundFingerprint Sound)>();
        foreach (var clip in all.DistinctBy(clip => clip.Group))
            known.Add((clip.MusicKey, ReadFingerprint(options.Output, clip.MusicKey)));
        var present = all.Select(clip => clip.Video).ToHashSet();
        if (all.Count > 0) present.Remove(all[^1].Video); // an interrupted run may have written a part of its clips
        foreach (var (file, number) in files.Select((file, number) => (file, number)))
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(number, files.Length);
            var video = Path.GetRelativePath(options.Output, file);
            if (present.Contains(video))
            {
                kept++;
                continue;
            }
            var name = Path.GetRelativePath(options.Media, file);
            try
            {
                Add(file, video, name);
            }
            catch (Exception error) when (error is MediaFormatException or ProgramFailedException or ProgramHangsException)
            {
                failed.Add($"{name}: {error.Message}");
            }
        }
        progress?.Invoke(files.Length, files.Length);
        head = head with { Counts = Splits.All.ToDictionary(split => split, split => all.Count(clip => clip.Split == split)) };
        head.Write(options.Output);
        LeakCheck.Require(options.Output, all);
        return new FolderDatasetResult(head, files.Length, added, kept, failed, repeated);

        void Add(string file, string video, string name)
        {
            var media = MediaProbe.Read(file, cancellation);
            if (media.Video is null || media.Audio is null)
                throw new MediaFormatException(file, "a video with sound", media.Video is null ? "no picture" : "no sound");
            var sound = SoundFingerprint.OfFile(file, cancellation);
            var id = IdOf(name);
            var group = known.FirstOrDefault(other => other.Sound.IsSameAs(sound)).Group;
            if (group is null)
            {
                group = id;
                WriteFingerprint(options.Output, id, sound);
                known.Add((group, sound));
            }
            else if (group != id) repeated.Add($"{name} has the music of '{group}'");
            var before = all.Count;
            foreach (var (start, end) in Stretches(media.DurationSeconds, options.SegmentSeconds))
            {
                var clip = new Clip(
                    options.SegmentSeconds is null ? id : FormattableString.Invariant($"{id}@{start:0}"), video, video, start, end,
                    Splits.Of(group), new Dictionary<string, float>(), new Dictionary<string, IReadOnlyList<string>>()) { Group = group };
                if (all.Any(other => other.Id == clip.Id)) continue; // of an interrupted run
                writer.Append(clip);
                all.Add(clip);
            }
            if (all.Count > before) added++;
            else kept++;
        }
    }

    /// <summary>The clips of a video: the whole, or stretches one after the other, of which a short rest at the end is left out.</summary>
    internal static IEnumerable<(double Start, double End)> Stretches(double seconds, double? length)
    {
        if (length is not { } each) return [(0, seconds)];
        var stretches = new List<(double, double)>();
        for (var start = 0.0; start < seconds; start += each)
            if (start == 0 || seconds - start >= Math.Min(each, ShortestRest)) stretches.Add((start, Math.Min(start + each, seconds)));
        return stretches;
    }

    /// <summary>The name of a file with digits of a hash of its path, so that files of one name in two folders differ.</summary>
    private static string IdOf(string name)
    {
        var path = name.Replace('\\', '/');
        return $"{Path.GetFileNameWithoutExtension(path)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..8]}";
    }

    private static void RequireSame(string folder, DatasetInfo head)
    {
        if (File.Exists(Path.Combine(folder, DatasetInfo.FileName)) && DatasetInfo.Read(folder) is var there && there.Origin != head.Origin)
            throw new DatasetException(folder, null, $"a dataset of {head.Origin}", $"one of {there.Origin}");
    }

    private static string FingerprintOf(string folder, string group) => Path.Combine(folder, "sounds", group + ".bin");

    private static void WriteFingerprint(string folder, string group, SoundFingerprint sound)
    {
        Directory.CreateDirectory(Path.Combine(folder, "sounds"));
        var frames = sound.Frames.ToArray();
        PendingFile.Write(FingerprintOf(folder, group), stream => stream.Write(MemoryMarshal.AsBytes(frames.AsSpan())));
    }

    private static SoundFingerprint ReadFingerprint(string folder, string group)
    {
        var path = FingerprintOf(folder, group);
        if (!File.Exists(path)) throw new DatasetException(path, null, "the sound of a group", "no such file");
        var bytes = File.ReadAllBytes(path);
        return new SoundFingerprint(MemoryMarshal.Cast<byte, uint>(bytes.AsSpan(0, bytes.Length / 4 * 4)).ToArray());
    }
}
