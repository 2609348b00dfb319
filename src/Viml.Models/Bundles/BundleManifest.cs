using Viml.Models.Music;
using Viml.Models.VideoMusic;
using Viml.Models.Words;

namespace Viml.Models.Bundles;

/// <summary>What <c>bundle.json</c> says: which models the bundle holds, what they were trained on, and what they reached.</summary>
public sealed record BundleManifest
{
    /// <summary>The schema this program reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the format of this file.</summary>
    public int Schema { get; init; } = CurrentSchema;

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

    /// <summary><see cref="Tagging.TagVocabulary.Hash"/> of the tags the weights speak about.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>How the weights were made.</summary>
    public required BundleTraining Training { get; init; }

    /// <summary>Figures reached on data no part of the bundle was trained on, by name.</summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();
}

/// <summary>The three encoders of a bundle.</summary>
public sealed record BundleEncoders
{
    /// <summary>The video encoder.</summary>
    public required EncoderReference Video { get; init; }

    /// <summary>The music encoder.</summary>
    public required EncoderReference Music { get; init; }

    /// <summary>The text encoder.</summary>
    public required EncoderReference Text { get; init; }

    /// <summary>Sizes of <c>musicnn.safetensors</c>.</summary>
    public required MusiCnnConfig MusiCnn { get; init; }

    /// <summary>Sizes of <c>words.safetensors</c>; null where the text encoder is another.</summary>
    public required WordsConfig? Words { get; init; }
}

/// <summary>An encoder by name and version.</summary>
public sealed record EncoderReference(string Name, string Version);

/// <summary>Where weights come from, so that they can be made again.</summary>
/// <param name="Command">The command line that trained them.</param>
/// <param name="Seed">Its seed.</param>
/// <param name="Corpus">The data: name, version and size.</param>
public sealed record BundleTraining(string Command, int Seed, string Corpus);
