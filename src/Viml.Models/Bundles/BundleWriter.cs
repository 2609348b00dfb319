using Viml.Engine.Weights;
using Viml.Models.Encoders;
using Viml.Models.Music;
using Viml.Models.Scene;
using Viml.Models.Tagging;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>The models of a bundle. For music and for text it has either an own network or another encoder of the table.</summary>
public sealed record BundleModels
{
    /// <summary>The video encoders, whose features stand side by side.</summary>
    public IReadOnlyList<IVideoEncoder> Video { get; init; } = [new SceneEncoder()];

    /// <summary>The music encoder and tagger; null where <see cref="Music"/> is another.</summary>
    public MusiCnn? MusiCnn { get; init; }

    /// <summary>The music encoder; null where it is <see cref="MusiCnn"/>.</summary>
    public IMusicEncoder? Music { get; init; }

    /// <summary>The text encoder; null where <see cref="Text"/> is another.</summary>
    public WordsModel? Words { get; init; }

    /// <summary>The text encoder; null where it is <see cref="Words"/>.</summary>
    public ITextEncoder? Text { get; init; }

    /// <summary>The ViML model.</summary>
    public required VideoMusicModel Model { get; init; }

    /// <summary>How the tags of the music encoder are to be read; null where they were not calibrated.</summary>
    public BundleTagging? Tagging { get; init; }

    /// <summary>How the tags of the music encoder are spread over real recordings; null where that was not measured.</summary>
    public TagStatistics? TagStatistics { get; init; }
}

/// <summary>Writes a bundle: weights as float16, the card, and the manifest last, so that a folder with a manifest is complete.</summary>
public static class BundleWriter
{
    /// <summary>Writes a bundle into a folder, which is created if it does not exist; a bundle in it is replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="description">What the maker states.</param>
    /// <param name="models">The models.</param>
    /// <returns>The manifest as written.</returns>
    /// <exception cref="ArgumentException">The models do not fit together, or music or text has no encoder or two.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static BundleManifest Write(string folder, BundleDescription description, BundleModels models)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(models);
        Check(models);
        Directory.CreateDirectory(folder);
        string At(string name) => Path.Combine(folder, name);
        File.Delete(At(Bundle.ManifestName));
        var encoders = new BundleEncoders
        {
            Video = [.. models.Video.Select(EncoderReference.To)],
            Music = models.Music is { } music
                ? EncoderReference.To(music)
                : Own(MusiCnnEncoder.EncoderName, Modality.Music, models.MusiCnn!.Parameters),
            Text = models.Text is { } text
                ? EncoderReference.To(text)
                : Own(WordsEncoder.EncoderName, Modality.Text, models.Words!.Parameters),
            MusiCnn = models.MusiCnn?.Config,
            Words = models.Words?.Config,
        };
        models.Model.Parameters.Save(At(Bundle.ModelName), WeightType.F16);
        File.Delete(At(AssociationFile.Name));
        if (models.Text is not null) // the own network gives no embeddings of sentences
            AssociationFile.Write(At(AssociationFile.Name), models.Text);
        File.Delete(At(TagStatisticsFile.Name));
        if (models.TagStatistics is { } statistics)
            TagStatisticsFile.Write(At(TagStatisticsFile.Name), statistics, encoders.Music);
        File.WriteAllText(At(Bundle.CardName), description.Card);

        var manifest = new BundleManifest
        {
            Name = description.Name,
            Version = description.Version,
            Licence = description.Licence,
            Created = description.Created.ToUniversalTime(),
            Encoders = encoders,
            Model = models.Model.Config,
            Vocabulary = TagVocabulary.Default.Hash,
            Tagging = models.Tagging,
            Training = description.Training,
            Evaluation = description.Evaluation,
        };
        ManifestFile.Write(At(Bundle.ManifestName), ManifestJson.Write(manifest));
        return manifest;

        EncoderReference Own(string name, Modality modality, Engine.Layers.ParameterSet parameters)
        {
            var row = new EncoderTable(InstalledModels.None).Find(name, modality)!;
            parameters.Save(At(row.BundleFile!), WeightType.F16);
            return new EncoderReference(name, WeightFiles.VersionOf(row.CodeVersion, At(row.BundleFile!)));
        }
    }

    private static void Check(BundleModels models)
    {
        new ConfigFaults(nameof(BundleModels))
            .Require(models.Video.Count > 0, "a video encoder is missing")
            .Require(
                models.MusiCnn is null != models.Music is null,
                $"either {nameof(models.MusiCnn)} or {nameof(models.Music)} must be given")
            .Require(models.Words is null != models.Text is null, $"either {nameof(models.Words)} or {nameof(models.Text)} must be given")
            .ThrowIfAny();
        var widths = new EncoderWidths(
            string.Join('+', models.Video.Select(video => video.Name)), models.Video.Sum(video => video.Width),
            models.Music?.Width ?? MusiCnnEncoder.WidthOf(models.MusiCnn!.Config), models.Text?.Width ?? models.Words!.Config.Width);
        if (BundleFit.Misfits(models.Model.Config, widths, models.MusiCnn?.Config, models.Words?.Config) is { Count: > 0 } misfits)
            throw new ArgumentException(string.Join("; ", misfits), nameof(models));
    }
}
