using Viml.Models;
using Viml.Models.Encoders;
using Viml.Training.Datasets;
using Viml.Training.Extraction;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>Where the base features of clips are.</summary>
/// <param name="Video">Of videos, one for each encoder.</param>
/// <param name="Music">Of music.</param>
/// <param name="Failed">Clips whose files are broken, with the reason.</param>
internal sealed record ClipFeatures(IReadOnlyList<MappedFeatures> Video, MappedFeatures Music, IReadOnlyList<FailedClip> Failed)
{
    /// <summary>The encoders with their versions.</summary>
    public string Encoders => string.Join(", ", Video.Append(Music).Select(of => $"{of.Encoder.Name} {of.Encoder.Version}"));

    /// <summary>
    /// Opens the features that a dataset holds. Those of clips with files are extracted first where they are missing; those of an encoder
    /// that is not installed are used as they are.
    /// </summary>
    public static ClipFeatures Open(
        string dataset, MethodPreset preset, Func<string, Modality, IEncoder> open, IProgress<PreparationProgress>? progress,
        CancellationToken cancellation)
    {
        var info = DatasetInfo.Read(dataset);
        var clips = ClipFile.Read(dataset);
        var failed = new List<FailedClip>();
        MappedFeatures[] video = [.. preset.VideoEncoders.Select(name => Ready(name, Modality.Video))];
        if (video.FirstOrDefault(of => of.Encoder.Rate != video[0].Encoder.Rate) is { } other)
            throw new EncoderChoiceException($"Encoders side by side must have one rate: {video[0].Encoder.Name} has "
                + $"{video[0].Encoder.Rate}/s, {other.Encoder.Name} {other.Encoder.Rate}/s.");
        return new ClipFeatures(video, Ready(preset.MusicEncoder, Modality.Music), failed);

        MappedFeatures Ready(string name, Modality modality)
        {
            var there = info.Encoders.FirstOrDefault(encoder => encoder.Name == name);
            var hasFiles = clips.Any(clip => (modality == Modality.Video ? clip.Video : clip.Music) is not null);
            if (there is not null && !hasFiles) return MappedFeatures.Open(dataset, there);
            IEncoder encoder;
            try
            {
                encoder = open(name, modality);
            }
            catch (EncoderChoiceException) when (there is not null)
            {
                return MappedFeatures.Open(dataset, there);
            }
            failed.AddRange(FeatureExtraction.Run(dataset, encoder, progress, cancellation).Failed);
            return MappedFeatures.Open(dataset, DatasetEncoder.Of(encoder));
        }
    }

    /// <summary>The video of a clip, the encoders side by side; null where one has not seen it.</summary>
    public StoredFeatures? VideoOf(string id)
    {
        var parts = Video.Select(of => of.Find(id)).OfType<StoredFeatures>().ToArray();
        return parts.Length == Video.Count ? StoredFeatures.SideBySide(parts) : null;
    }
}
