using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Viml.Media;
using Viml.Media.Audio;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Training.Corpus;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>How far a preparation is. <paramref name="Failed"/> counts clips that were left out because a file of theirs is broken.</summary>
public sealed record PreparationProgress(int Done, int Failed, int Total);

/// <summary>
/// Decodes every clip of a dataset once and keeps what the models see of it in shards, so that fitting never waits for a decoder and a
/// stopped preparation goes on where it was. A clip that failed is tried again by the next run: its file may have been mended, and if not,
/// the reason is told again.
/// </summary>
internal static class ClipPreparation
{
    private const int ClipsPerShard = 64;
    private const int WindowSamples = MusicFrontEnd.WindowSamples;

    private static readonly SceneEncoder Scene = new();
    private static readonly DatasetEncoder Spectrogram = new("logmel", "1", PreparedClip.SpectrogramLength, 1.0 / 3);
    private static readonly DatasetEncoder Measured = new("measured", MusiCnnEncoder.CodeVersion, MusicDescriptors.Count, 1.0 / 3);
    private static readonly DatasetEncoder Video = new(Scene.Name, Scene.Version, Scene.Width, Scene.Rate);

    /// <summary>Prepares the clips of <paramref name="dataset"/>, keeping shards in <paramref name="work"/>.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public static (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures) Run(
        string dataset, string work, IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var prepared = new List<PreparedClip>();
        var failures = new List<string>();
        for (var first = 0; first < clips.Count; first += ClipsPerShard)
        {
            var members = clips.Skip(first).Take(ClipsPerShard).ToArray();
            var shard = $"{members[0].Id}--{members[^1].Id}"; // a longer last shard must not be taken for the shorter one of before
            var seen = Read(work, shard);
            if (members.Where(clip => !seen.Measured.ContainsKey(clip.Id)).ToArray() is { Length: > 0 } missing)
            {
                var broken = Decode(dataset, missing, seen, cancellation);
                failures.AddRange(broken);
                if (broken.Count < missing.Length)
                {
                    Write(work, shard, seen);
                    seen = Read(work, shard); // rounded to float16, as the next run will see it
                }
            }
            foreach (var clip in members)
                if (seen.Measured.TryGetValue(clip.Id, out var descriptors))
                    prepared.Add(new PreparedClip(clip, ToHalf(seen.Spectrograms[clip.Id].Values), descriptors, seen.Videos.GetValueOrDefault(clip.Id),
                        PieceRecord.ReadActivity(dataset, clip.Id)));
            progress?.Report(new PreparationProgress(first + members.Length, failures.Count, clips.Count));
        }
        return (prepared, failures);
    }

    /// <summary>Adds what can be decoded to <paramref name="seen"/> and returns the reasons for the rest.</summary>
    private static List<string> Decode(string dataset, Clip[] clips, Features seen, CancellationToken cancellation)
    {
        var broken = new ConcurrentBag<string>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        try
        {
            Parallel.ForEach(clips, workers, clip =>
            {
                try
                {
                    if (clip.Music is null) throw new MediaFormatException(clip.Id, "a clip with music", "none");
                    var (mel, descriptors) = Listen(Path.Combine(dataset, clip.Music), clip, cancellation);
                    var picture = clip.Video is null ? null : Watch(Path.Combine(dataset, clip.Video), clip, cancellation);
                    (seen.Spectrograms[clip.Id], seen.Measured[clip.Id]) = (mel, descriptors);
                    if (picture is not null) seen.Videos[clip.Id] = picture;
                }
                catch (MediaFormatException error)
                {
                    broken.Add($"{clip.Id}: {error.Message}");
                }
            });
        }
        catch (AggregateException errors)
        {
            // Every worker meets the same missing program or full disk: one of them tells.
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
        return [.. broken.Order(StringComparer.Ordinal)];
    }

    private static Features Read(string work, string shard)
    {
        if (!File.Exists(FeatureShard.PathOf(work, Measured.Name, shard))) return new Features(new(), new(), new());
        return new Features(
            new(FeatureShard.Read(work, Spectrogram, shard)), new(FeatureShard.Read(work, Measured, shard)), new(FeatureShard.Read(work, Video, shard)));
    }

    private static void Write(string work, string shard, Features seen)
    {
        FeatureShard.Write(work, Spectrogram, shard, seen.Spectrograms);
        FeatureShard.Write(work, Video, shard, seen.Videos);
        FeatureShard.Write(work, Measured, shard, seen.Measured); // last: its clips are those that are complete
    }

    private static FeatureSequence Watch(string path, Clip clip, CancellationToken cancellation)
    {
        var part = new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start };
        return Scene.Encode(VideoReader.ReadFrames(path, Scene.FrameWidth, Scene.FrameHeight, Scene.FrameRate, part, cancellation));
    }

    private static (FeatureSequence Spectrograms, FeatureSequence Measured) Listen(string path, Clip clip, CancellationToken cancellation)
    {
        var part = new AudioReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start };
        var samples = AudioReader.ReadAll(path, MusicFrontEnd.SampleRate, part, cancellation);
        var count = Math.Max(1, (int)Math.Round(samples.Length / (double)WindowSamples, MidpointRounding.AwayFromZero));
        Array.Resize(ref samples, count * WindowSamples);
        var mel = new float[count * PreparedClip.SpectrogramLength];
        var measured = new float[count * MusicDescriptors.Count];
        for (var window = 0; window < count; window++)
        {
            var sound = samples.AsSpan(window * WindowSamples, WindowSamples);
            var decibels = mel.AsSpan(window * PreparedClip.SpectrogramLength, PreparedClip.SpectrogramLength);
            MusicFrontEnd.Compute(sound, decibels);
            MusicDescriptors.Measure(sound, decibels, measured.AsSpan(window * MusicDescriptors.Count, MusicDescriptors.Count));
        }
        if (!IsStorable(mel) || !IsStorable(measured))
            throw new MediaFormatException(path, "sound of finite numbers", "samples that are not");
        return (new FeatureSequence(mel, count, Spectrogram.Width, Spectrogram.Rate), new FeatureSequence(measured, count, Measured.Width, Measured.Rate));
    }

    private static bool IsStorable(float[] values) => values.All(value => Math.Abs(value) <= (float)Half.MaxValue);

    private static Half[] ToHalf(float[] values)
    {
        var halves = new Half[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(values, halves);
        return halves;
    }

    /// <summary>What the models see of the clips of a shard, by clip id.</summary>
    private sealed record Features(
        ConcurrentDictionary<string, FeatureSequence> Spectrograms,
        ConcurrentDictionary<string, FeatureSequence> Measured,
        ConcurrentDictionary<string, FeatureSequence> Videos);
}
