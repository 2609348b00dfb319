using Viml.Models.Music;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>The contents of <c>bundle.json</c>: the models of the bundle, what they were trained on, and how well they did.</summary>
public sealed record BundleManifest
{
    /// <summary>The newest schema this program reads and writes.</summary>
    public const int CurrentSchema = 3;

    /// <summary>
    /// Version of the format of this file: 1 where it can say everything, so that older programs can read it; 2 for several video encoders,
    /// a music encoder other than MusiCNN, or texts of several steps; 3 for <see cref="Tagging"/>.
    /// </summary>
    public int Schema => Tagging is not null ? 3 : Encoders.Video.Count > 1 || Encoders.MusiCnn is null || Model.TextSteps > 1 ? 2 : 1;

    /// <summary>Name of the bundle, such as <c>builtin</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the bundle.</summary>
    public required string Version { get; init; }

    /// <summary>SPDX identifier of the licence of the weights.</summary>
    public required string Licence { get; init; }

    /// <summary>When the bundle was made, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The encoders the model was trained with.</summary>
    public required BundleEncoders Encoders { get; init; }

    /// <summary>Sizes of the ViML model.</summary>
    public required VideoMusicConfig Model { get; init; }

    /// <summary><see cref="Tagging.TagVocabulary.Hash"/> of the tags that the weights know.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>How the tags of the music encoder are to be read; null where they were not calibrated.</summary>
    public BundleTagging? Tagging { get; init; }

    /// <summary>How the weights were made.</summary>
    public required TrainingRecord Training { get; init; }

    /// <summary>Figures measured on data that no part of the bundle was trained on, by name.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();
}

/// <summary>How the tags of a music encoder are to be read that were calibrated on recordings.</summary>
/// <param name="Threshold">The probability from which on a track has a tag, the same for all.</param>
/// <param name="Unheard">Tags by name that it cannot hear in recordings, whatever probability it gives.</param>
public sealed record BundleTagging(float Threshold, IReadOnlyList<string> Unheard);

/// <summary>The encoders of a bundle.</summary>
public sealed record BundleEncoders
{
    /// <summary>The video encoders, whose features stand side by side.</summary>
    public required IReadOnlyList<EncoderReference> Video { get; init; }

    /// <summary>The music encoder.</summary>
    public required EncoderReference Music { get; init; }

    /// <summary>The text encoder.</summary>
    public required EncoderReference Text { get; init; }

    /// <summary>Sizes of <c>musicnn.safetensors</c>; null where the music encoder is another.</summary>
    public required MusiCnnConfig? MusiCnn { get; init; }

    /// <summary>Sizes of <c>words.safetensors</c>; null where the text encoder is another.</summary>
    public required WordsConfig? Words { get; init; }

    /// <summary>Every encoder with its modality, in the order video, music, text.</summary>
    internal IEnumerable<(Modality Modality, EncoderReference Reference)> All =>
        Video.Select(video => (Modality.Video, video)).Append((Modality.Music, Music)).Append((Modality.Text, Text));

    /// <summary>The sizes of the weights in the bundle; null where an encoder has none there.</summary>
    internal IEncoderSizes? SizesOf(Modality modality) => modality switch
    {
        Modality.Music => MusiCnn,
        Modality.Text => Words,
        _ => null,
    };
}

/// <summary>An encoder by name and version.</summary>
public sealed record EncoderReference(string Name, string Version)
{
    /// <summary>The reference to an encoder.</summary>
    public static EncoderReference To(IEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        return new EncoderReference(encoder.Name, encoder.Version);
    }
}
