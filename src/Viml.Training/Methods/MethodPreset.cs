using Viml.Models.VideoMusic;

namespace Viml.Training.Methods;

/// <summary>Encoders and sizes under one name.</summary>
/// <param name="Name">As on the command line.</param>
/// <param name="VideoEncoders">Video encoders, whose features stand side by side.</param>
/// <param name="MusicEncoder">The music encoder.</param>
/// <param name="TextEncoder">The text encoder.</param>
/// <param name="Sizes">Sizes and dropouts.</param>
public sealed record MethodPreset(
    string Name, IReadOnlyList<string> VideoEncoders, string MusicEncoder, string TextEncoder, VideoMusicConfig Sizes)
{
    /// <summary>What the paper fixes.</summary>
    public static MethodPreset Paper { get; } = new("paper", ["clip-vit-b32"], "deepsim", "clip-vit-b32", VideoMusicConfig.Paper);

    /// <summary>What the built-in bundle has.</summary>
    public static MethodPreset Ours { get; } = new(
        "ours", ["scene", "resnet18-minilm"], "musicnn", "minilm", VideoMusicConfig.Compact(videoWidth: 1, musicWidth: 1, textWidth: 1));

    /// <summary>Every preset.</summary>
    public static IReadOnlyList<MethodPreset> All { get; } = [Ours, Paper];

    /// <summary>The preset of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the known ones.</exception>
    public static MethodPreset ByName(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"Unknown preset '{name}'. Known: {string.Join(", ", All.Select(preset => preset.Name))}.",
            nameof(name));
}
