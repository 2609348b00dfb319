using System.Numerics.Tensors;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>How far a preparation is. <paramref name="Failed"/> counts clips that were left out because a file of theirs is broken.</summary>
public sealed record PreparationProgress(int Done, int Failed, int Total);

/// <summary>What the models of a bundle see of each clip of a dataset, kept in shards.</summary>
internal static class ClipPreparation
{
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
        var shards = new ClipShards(dataset, work, [Spectrogram, Video, Measured]);
        var prepared = new List<PreparedClip>();
        foreach (var (clip, key, views) in shards.Run(clips, clip => Decode(dataset, clip, cancellation), progress, cancellation))
            prepared.Add(new PreparedClip(clip, ToHalf(views[0]!.Values), views[2]!, views[1], PieceActivity.Read(dataset, clip.Id)) { Key = key });
        return (prepared, shards.Failures);
    }

    /// <summary>Numbers at half the memory.</summary>
    internal static Half[] ToHalf(float[] values)
    {
        var halves = new Half[values.Length];
        TensorPrimitives.ConvertToHalf(values, halves);
        return halves;
    }

    private static FeatureSequence?[] Decode(string dataset, Clip clip, CancellationToken cancellation)
    {
        var (mel, measured) = Listen(ClipShards.MusicOf(dataset, clip), clip, cancellation);
        return [mel, clip.Video is null ? null : Watch(Path.Combine(dataset, clip.Video), clip, cancellation), measured];
    }

    private static FeatureSequence Watch(string path, Clip clip, CancellationToken cancellation)
    {
        var part = new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start };
        return Scene.Encode(VideoReader.ReadFrames(path, Scene.FrameWidth, Scene.FrameHeight, Scene.FrameRate, part, cancellation));
    }

    private static (FeatureSequence Spectrograms, FeatureSequence Measured) Listen(string path, Clip clip, CancellationToken cancellation)
    {
        var (samples, count) = ClipShards.ReadSound(path, clip, MusicFrontEnd.SampleRate, WindowSamples, cancellation);
        var mel = new float[count * PreparedClip.SpectrogramLength];
        var measured = new float[count * MusicDescriptors.Count];
        for (var window = 0; window < count; window++)
        {
            var sound = samples.AsSpan(window * WindowSamples, WindowSamples);
            var decibels = mel.AsSpan(window * PreparedClip.SpectrogramLength, PreparedClip.SpectrogramLength);
            MusicFrontEnd.Compute(sound, decibels);
            MusicDescriptors.Measure(sound, decibels, measured.AsSpan(window * MusicDescriptors.Count, MusicDescriptors.Count));
        }
        ClipShards.RequireStorable(path, mel, measured);
        return (new FeatureSequence(mel, count, Spectrogram.Width, Spectrogram.Rate), new FeatureSequence(measured, count, Measured.Width, Measured.Rate));
    }
}
