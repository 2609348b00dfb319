using Viml.Library.Encoding;
using Viml.Media.Video;
using Viml.Models;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Training.Datasets;

namespace Viml.Training.Fitting;

/// <summary>
/// How far a preparation is. <paramref name="Failed"/> counts clips that were left out because one of their files is broken;
/// <paramref name="What"/> is what is being done to them, such as "reading music". What follows begins at 0 again.
/// </summary>
public sealed record PreparationProgress(int Done, int Failed, int Total, string What = "reading clips");

/// <summary>
/// Decodes clips once: features of frozen encoders, and what the front end of MusiCNN computes where it is trained. Every encoder has its
/// own shards, so that a training with others decodes only for them.
/// </summary>
/// <param name="dataset">The dataset folder.</param>
/// <param name="work">The work folder, in which the shards are kept.</param>
/// <param name="video">The video encoder.</param>
/// <param name="music">The frozen music encoder; null where MusiCNN is trained.</param>
internal sealed class ClipPreparation(string dataset, string work, IVideoEncoder video, IMusicEncoder? music)
{
    private readonly IReadOnlyList<IVideoEncoder> _parts = VideoEncoderGroup.PartsOf(video);

    /// <summary>Prepares clips.</summary>
    /// <returns>The clips that could be prepared, in the order of the dataset, and the reason for each that could not.</returns>
    public (IReadOnlyList<PreparedClip> Clips, IReadOnlyList<string> Failures) Run(
        IReadOnlyList<Clip> clips, IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var failed = new List<FailedClip>();
        DatasetEncoder[] views = music is null ? [MusicWindows.SpectrogramView, MusicWindows.MeasuredView] : [DatasetEncoder.Of(music)];
        var prepared = Pass("reading music", clips, views, clip => DecodeMusic(clip, cancellation), (clip, key, seen) => music is null
            ? new PreparedClip(clip, key, MusicWindows.Of(dataset, clip, seen[0]!, seen[1]!), null)
            : new PreparedClip(clip, key, null, seen[0]));
        var videos = _parts.Select(part =>
        {
            var files = new VideoFileEncoder(part);
            Clip[] members = [.. prepared.Select(clip => clip.Clip).Where(clip => clip.Video is not null && IsSeen(clip, part))];
            return Pass($"reading videos for {part.Name}", members, [DatasetEncoder.Of(part)], clip => [DecodeVideo(files, clip)],
                    (clip, _, seen) => (clip.Id, Features: seen[0]!))
                .ToDictionary(seen => seen.Id, seen => seen.Features);
        }).ToArray();
        var broken = failed.Select(failure => failure.Id).ToHashSet();
        var position = clips.Select((clip, at) => (clip.Id, at)).ToDictionary(clip => clip.Id, clip => clip.at);
        return ([.. prepared.Where(clip => !broken.Contains(clip.Clip.Id)).Select(WithVideo)],
            [.. failed.OrderBy(failure => position[failure.Id]).Select(failure => failure.ToString())]);

        List<T> Pass<T>(
            string what, IReadOnlyList<Clip> members, IReadOnlyList<DatasetEncoder> kept, Func<Clip, FeatureSequence?[]> decode,
            Func<Clip, string, FeatureSequence?[], T> keep)
        {
            var shards = new ClipShards(dataset, work, kept, what);
            var (before, failures) = (clips.Count - members.Count, failed.Count);
            var relay = progress is null ? null : new Relay(value => progress.Report(
                value with { Done = before + value.Done, Failed = failures + value.Failed, Total = clips.Count }));
            var all = new List<T>();
            foreach (var (clip, key, seen) in shards.Run(members, decode, relay, cancellation)) all.Add(keep(clip, key, seen));
            failed.AddRange(shards.Failed);
            return all;
        }

        FeatureSequence DecodeVideo(VideoFileEncoder files, Clip clip) => files.Encode(
            Path.Combine(dataset, clip.Video!), new VideoReadOptions { StartSeconds = clip.Start, LengthSeconds = clip.End - clip.Start },
            cancellation).Features;

        PreparedClip WithVideo(PreparedClip clip)
        {
            if (clip.Clip.Video is null) return clip;
            var found = videos.Select(seen => seen.GetValueOrDefault(clip.Clip.Id)).ToArray();
            var time = found.Max(features => features?.Time ?? 0);
            return clip with
            {
                SeesLanguage = found.All(features => features is not null),
                Video = VideoEncoderGroup.SideBySide(
                    [.. found.Zip(_parts, (features, part) =>
                        features ?? new FeatureSequence(new float[time * part.Width], time, part.Width, part.Rate))]),
            };
        }
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

    /// <summary>
    /// Whether an encoder is to see the video of a clip. What a network of photographs sees in a painted video means nothing: it
    /// is imagined instead.
    /// </summary>
    private bool IsSeen(Clip clip, IVideoEncoder part) =>
        part.Language.Count == 0 || !PieceActivity.IsPiece(dataset, clip.Id);

    private FeatureSequence?[] DecodeMusic(Clip clip, CancellationToken cancellation)
    {
        var path = ClipShards.MusicOf(dataset, clip);
        if (music is null)
        {
            var (mel, measured) = DecodeMusic(path, clip, cancellation);
            return [mel, measured];
        }
        var (samples, windows) = ClipShards.ReadSound(path, clip, music.SampleRate, music.WindowSamples, cancellation);
        var features = new float[windows * music.Width];
        music.Encode(samples, windows, features, []);
        ClipShards.RequireStorable(path, features);
        return [new FeatureSequence(features, windows, music.Width, music.Rate)];
    }

    private sealed class Relay(Action<PreparationProgress> report) : IProgress<PreparationProgress>
    {
        public void Report(PreparationProgress value) => report(value);
    }
}
