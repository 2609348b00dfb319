using Viml.Library.Encoding;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Music;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// How far a preparation is. <paramref name="Failed"/> counts clips that were left out because one of their files is broken.
/// </summary>
public sealed record PreparationProgress(int Done, int Failed, int Total);

/// <summary>Decodes clips once: features of frozen encoders, and what the front end of MusiCNN computes where it is trained.</summary>
/// <param name="dataset">The dataset folder.</param>
/// <param name="work">The work folder, in which the shards are kept.</param>
/// <param name="video">The video encoder.</param>
/// <param name="music">The frozen music encoder; null where MusiCNN is trained.</param>
internal sealed class ClipPreparation(string dataset, string work, IVideoEncoder video, IMusicEncoder? music)
{
    private readonly VideoFileEncoder _videoFiles = new(video);

    /// <summary>Prepares clips.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures) Run(
        IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        // Every clip has music, so a view of it comes last.
        DatasetEncoder[] views = music is null
            ? [MusicWindows.SpectrogramView, DatasetEncoder.Of(video), MusicWindows.MeasuredView]
            : [DatasetEncoder.Of(video), DatasetEncoder.Of(music)];
        var shards = new ClipShards(dataset, work, views);
        var prepared = new List<PreparedClip>();
        foreach (var (clip, key, seen) in shards.Run(clips, clip => Decode(clip, cancellation), progress, cancellation))
            prepared.Add(music is null
                ? new PreparedClip(clip, key, seen[1], MusicWindows.Of(dataset, clip, seen[0]!, seen[2]!), null)
                : new PreparedClip(clip, key, seen[0], null, seen[1]));
        return (prepared, shards.Failures);
    }

    /// <summary>What MusiCNN sees of music: spectrograms and descriptors.</summary>
    public static (
        FeatureSequence Spectrograms, FeatureSequence Measured) DecodeMusic(string path, Clip clip, CancellationToken cancellation)
    {
        var (samples, windows) = ClipShards.ReadSound(path, clip, MusicFrontEnd.SampleRate, MusicFrontEnd.WindowSamples, cancellation);
        var (mel, measured) = MusicWindows.Compute(samples, windows);
        ClipShards.RequireStorable(path, mel.Values, measured.Values);
        return (mel, measured);
    }

    private FeatureSequence?[] Decode(Clip clip, CancellationToken cancellation)
    {
        var path = ClipShards.MusicOf(dataset, clip);
        if (music is null)
        {
            var (mel, measured) = DecodeMusic(path, clip, cancellation);
            return [mel, DecodeVideo(clip, cancellation), measured];
        }
        var (samples, windows) = ClipShards.ReadSound(path, clip, music.SampleRate, music.WindowSamples, cancellation);
        var features = new float[windows * music.Width];
        music.Encode(samples, windows, features, []);
        ClipShards.RequireStorable(path, features);
        return [DecodeVideo(clip, cancellation), new FeatureSequence(features, windows, music.Width, music.Rate)];
    }

    private FeatureSequence? DecodeVideo(Clip clip, CancellationToken cancellation) => clip.Video is null
        ? null
        : _videoFiles.Encode(
            Path.Combine(dataset, clip.Video), new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start },
            cancellation).Features;
}
