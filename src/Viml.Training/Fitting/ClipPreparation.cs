using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>How far a preparation is. <paramref name="Failed"/> counts clips that were left out because one of their files is broken.</summary>
public sealed record PreparationProgress(int Done, int Failed, int Total);

/// <summary>What the models of a bundle see of each clip of a dataset, kept in shards.</summary>
internal static class ClipPreparation
{
    private static readonly SceneEncoder Scene = new();
    private static readonly DatasetEncoder Video = new(Scene.Name, Scene.Version, Scene.Width, Scene.Rate);

    /// <summary>Prepares the clips of <paramref name="dataset"/>, keeping shards in <paramref name="work"/>.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public static (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures) Run(
        string dataset, string work, IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var shards = new ClipShards(dataset, work, [MusicWindows.SpectrogramView, Video, MusicWindows.MeasuredView]);
        var prepared = new List<PreparedClip>();
        foreach (var (clip, key, views) in shards.Run(clips, clip => Decode(dataset, clip, cancellation), progress, cancellation))
            prepared.Add(new PreparedClip(clip, key, MusicWindows.Of(dataset, clip, views[0]!, views[2]!), views[1]));
        return (prepared, shards.Failures);
    }

    private static FeatureSequence?[] Decode(string dataset, Clip clip, CancellationToken cancellation)
    {
        var music = ClipShards.MusicOf(dataset, clip);
        var (samples, windows) = ClipShards.ReadSound(music, clip, MusicFrontEnd.SampleRate, MusicFrontEnd.WindowSamples, cancellation);
        var (mel, measured) = MusicWindows.Compute(samples, windows);
        ClipShards.RequireStorable(music, mel.Values, measured.Values);
        return [mel, clip.Video is null ? null : DecodeVideo(Path.Combine(dataset, clip.Video), clip, cancellation), measured];
    }

    private static FeatureSequence DecodeVideo(string path, Clip clip, CancellationToken cancellation)
    {
        var part = new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start };
        return Scene.Encode(VideoReader.ReadFrames(path, Scene.FrameWidth, Scene.FrameHeight, Scene.FrameRate, part, cancellation));
    }
}
