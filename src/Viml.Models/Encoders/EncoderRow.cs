namespace Viml.Models.Encoders;

/// <summary>What the program knows of an encoder before it is opened: a row of <see cref="EncoderTable"/>.</summary>
/// <param name="Name">The name by which bundles and users choose it.</param>
/// <param name="Modality">What it reads. A model with two modalities has two rows.</param>
/// <param name="CodeVersion">The version of its preprocessing and network, with which the version of an opened encoder begins.</param>
/// <param name="Open">Opens the encoder.</param>
public sealed record EncoderRow(string Name, Modality Modality, string CodeVersion, Func<EncoderSource, IEncoder> Open)
{
    /// <summary>Numbers per feature vector; null where the weights decide.</summary>
    public int? Width { get; init; }

    /// <summary>Feature vectors per second; 0 for texts.</summary>
    public double Rate { get; init; }

    /// <summary>Computes what a feature vector costs, without the weights; null where it was not counted.</summary>
    public Func<EncoderCost>? Cost { get; init; }

    /// <summary>The licence of the weights, where they do not come with one.</summary>
    public string Licence { get; init; } = "MIT";

    /// <summary>Whether it has weights, which lie in a folder of their own or in a bundle.</summary>
    public bool HasWeights { get; init; } = true;

    /// <summary>
    /// The weight file in a bundle of an encoder that is trained together with the bundle and exists only there; null for all others, which
    /// any bundle can use.
    /// </summary>
    public string? BundleFile { get; init; }

    /// <summary>The command that installs the weights; null where there is none, because any folder of the user can hold some.</summary>
    public string? Install { get; init; }

    /// <summary>The encoder with weights of its own on which it builds; null for most.</summary>
    public string? Over { get; init; }

    /// <summary>
    /// Whether a folder holds such an encoder. Each installed model of which this is true is an encoder under its own name; null allows
    /// only the row's.
    /// </summary>
    public Func<string, bool>? IsIn { get; init; }
}

/// <summary>Where an encoder is opened from.</summary>
/// <param name="Name">The name it was chosen by.</param>
/// <param name="Path">The folder or file with its weights; empty where it has none.</param>
/// <param name="Version">The version of the weights in a bundle; null where they tell it themselves.</param>
/// <param name="Sizes">The sizes of the weights in a bundle; null where they tell them themselves.</param>
/// <param name="OverPath">The folder of the encoder on which it builds; null where it builds on none.</param>
public sealed record EncoderSource(
    string Name, string Path, string? Version = null, IEncoderSizes? Sizes = null, string? OverPath = null);

/// <summary>The user chose an encoder that does not exist or is not installed. The message says what to do.</summary>
public sealed class EncoderChoiceException(string message) : Exception(message);
