using Viml.Models;
using Viml.Models.Encoders;
using Viml.Training.Datasets;
using Viml.Training.Fitting;

namespace Viml.Training.Paper;

/// <summary>Base features of video and music by clip.</summary>
/// <param name="Video">Of videos.</param>
/// <param name="Music">Of music.</param>
/// <param name="Encoders">The encoders with their versions.</param>
/// <param name="LeftOut">Clips without them, with the reason.</param>
internal sealed record ClipFeatures(
    IReadOnlyDictionary<string, FeatureSequence> Video, IReadOnlyDictionary<string, FeatureSequence> Music, string Encoders,
    IReadOnlyList<string> LeftOut)
{
    /// <summary>Reads features from the shards of the dataset where it has those of all encoders; else decodes its files.</summary>
    public static ClipFeatures Read(
        PaperOptions options, DatasetInfo info, IReadOnlyList<Clip> clips, Func<string, Modality, IEncoder> open, WorkFolder work,
        IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var preset = options.Preset;
        if (!preset.VideoEncoders.Append(preset.MusicEncoder).All(name => info.Encoders.Any(encoder => encoder.Name == name)))
            return Decode(options, clips, open, work, progress, cancellation);
        var videos = preset.VideoEncoders.Select(name => FeatureShard.ReadAll(options.Dataset, Find(name))).ToArray();
        var seen = clips.Select(clip => clip.Id).Where(id => videos.All(video => video.ContainsKey(id))).ToDictionary(
            id => id, id => VideoEncoderGroup.SideBySide([.. videos.Select(video => video[id])]));
        var heard = FeatureShard.ReadAll(options.Dataset, Find(preset.MusicEncoder));
        return new ClipFeatures(
            seen, heard, string.Join(", ", preset.VideoEncoders.Append(preset.MusicEncoder).Select(name => $"{name} {Find(name).Version}")),
            [.. clips.Where(clip => !seen.ContainsKey(clip.Id) || !heard.ContainsKey(clip.Id))
                .Select(clip => $"{clip.Id}: the dataset has no features of it")]);

        DatasetEncoder Find(string name) => info.Encoders.First(encoder => encoder.Name == name);
    }

    private static ClipFeatures Decode(
        PaperOptions options, IReadOnlyList<Clip> clips, Func<string, Modality, IEncoder> open, WorkFolder work,
        IProgress<PreparationProgress>? progress, CancellationToken cancellation)
    {
        var video = VideoEncoderGroup.Of([.. options.Preset.VideoEncoders.Select(name => (IVideoEncoder)open(name, Modality.Video))]);
        var music = (IMusicEncoder)open(options.Preset.MusicEncoder, Modality.Music);
        Clip[] whole = [.. clips.Where(clip => clip.Video is not null && clip.Music is not null)];
        var (prepared, failures) = new ClipPreparation(options.Dataset, work.Path, video, music).Run(whole, progress, cancellation);
        return new ClipFeatures(
            prepared.ToDictionary(clip => clip.Clip.Id, clip => clip.Video!),
            prepared.ToDictionary(clip => clip.Clip.Id, clip => clip.Music!),
            $"{video.Name} {video.Version}, {music.Name} {music.Version}",
            [.. clips.Except(whole).Select(clip => $"{clip.Id}: it has no video or no music"), .. failures]);
    }
}
