using System.Collections.Concurrent;
using Viml.Library.Encoding;
using Viml.Media;
using Viml.Media.Audio;
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
/// stopped preparation goes on where it was.
/// </summary>
internal static class ClipPreparation
{
    private const int ClipsPerShard = 64;
    private const int WindowSamples = MusicFrontEnd.WindowSamples;

    private static readonly DatasetEncoder Spectrogram = new("logmel", "1", PreparedClip.SpectrogramLength, 1.0 / 3);
    private static readonly DatasetEncoder Measured = new("measured", MusiCnnEncoder.CodeVersion, MusicDescriptors.Count, 1.0 / 3);

    /// <summary>Prepares the clips of <paramref name="dataset"/>, keeping shards in <paramref name="work"/>.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public static (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures) Run(
        string dataset, string work, IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var scene = new SceneEncoder();
        var video = new DatasetEncoder(scene.Name, scene.Version, scene.Width, scene.Rate);
        var prepared = new List<PreparedClip>();
        var failures = new List<string>();
        for (var first = 0; first < clips.Count; first += ClipsPerShard)
        {
            var members = clips.Skip(first).Take(ClipsPerShard).ToArray();
            var shard = $"{members[0].Id}--{members[^1].Id}"; // a longer last shard must not be taken for the shorter one of before
            if (!File.Exists(FeatureShard.PathOf(work, Measured.Name, shard)))
                Decode(dataset, work, shard, members, scene, video, failures, cancellation);
            var (spectrograms, measured, videos) =
                (FeatureShard.Read(work, Spectrogram, shard), FeatureShard.Read(work, Measured, shard), FeatureShard.Read(work, video, shard));
            foreach (var clip in members)
                if (measured.TryGetValue(clip.Id, out var descriptors))
                    prepared.Add(new PreparedClip(clip, ToHalf(spectrograms[clip.Id].Values), descriptors, videos.GetValueOrDefault(clip.Id),
                        PieceRecord.ReadActivity(dataset, clip.Id)));
            progress?.Report(new PreparationProgress(first + members.Length, failures.Count, clips.Count));
        }
        return (prepared, failures);
    }

    private static void Decode(
        string dataset, string work, string shard, Clip[] clips, SceneEncoder scene, DatasetEncoder video, List<string> failures, CancellationToken cancellation)
    {
        var spectrograms = new ConcurrentDictionary<string, FeatureSequence>();
        var measured = new ConcurrentDictionary<string, FeatureSequence>();
        var videos = new ConcurrentDictionary<string, FeatureSequence>();
        var broken = new ConcurrentBag<string>();
        var workers = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount + 1, CancellationToken = cancellation };
        Parallel.ForEach(clips, workers, clip =>
        {
            try
            {
                if (clip.Music is null) throw new MediaFormatException(clip.Id, "a clip with music", "none");
                var (mel, descriptors) = Listen(Path.Combine(dataset, clip.Music), clip, cancellation);
                var picture = clip.Video is null ? null : new VideoFileEncoder(scene).Encode(Path.Combine(dataset, clip.Video), cancellation).Features;
                (spectrograms[clip.Id], measured[clip.Id]) = (mel, descriptors);
                if (picture is not null) videos[clip.Id] = picture;
            }
            catch (MediaFormatException error)
            {
                broken.Add($"{clip.Id}: {error.Message}");
            }
        });
        failures.AddRange(broken.Order(StringComparer.Ordinal));
        FeatureShard.Write(work, Spectrogram, shard, spectrograms);
        FeatureShard.Write(work, video, shard, videos);
        FeatureShard.Write(work, Measured, shard, measured); // last: its presence says that the shard is complete
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
        return (new FeatureSequence(mel, count, Spectrogram.Width, Spectrogram.Rate), new FeatureSequence(measured, count, Measured.Width, Measured.Rate));
    }

    private static Half[] ToHalf(float[] values)
    {
        var halves = new Half[values.Length];
        System.Numerics.Tensors.TensorPrimitives.ConvertToHalf(values, halves);
        return halves;
    }
}
