using Viml.Models;

namespace Viml.Training.Methods;

/// <summary>A video with its music and texts about the music, as base features.</summary>
/// <param name="Id">The clip.</param>
/// <param name="MusicKey">Identifies the music: clips of one key are no wrong answers to each other.</param>
/// <param name="Video">Base features of the video.</param>
/// <param name="Music">Base features of the music.</param>
/// <param name="Texts">The steps of texts, [steps, width], by method ("human", "tags", "data2text", ...).</param>
internal sealed record PairedClip(
    string Id, string MusicKey, FeatureSequence Video, FeatureSequence Music, IReadOnlyDictionary<string, IReadOnlyList<float[]>> Texts)
{
    /// <summary>The texts of a method; none where the clip has none.</summary>
    public IReadOnlyList<float[]> TextsBy(string method) => Texts.GetValueOrDefault(method) ?? [];

    /// <summary>
    /// The same clip cut to <paramref name="seconds"/> of it, video and music at the same place.
    /// </summary>
    /// <param name="seconds">Length; null, or a sequence that is no longer or has no rate, leaves it whole.</param>
    /// <param name="position">Where between the earliest (0) and the latest (1) place; the middle is 0.5.</param>
    public PairedClip Cut(double? seconds, double position) =>
        seconds is { } length ? this with { Video = Cut(Video, length, position), Music = Cut(Music, length, position) } : this;

    private static FeatureSequence Cut(FeatureSequence whole, double seconds, double position)
    {
        var steps = Math.Max(1, (int)Math.Round(seconds * whole.Rate));
        return whole.Rate <= 0 || steps >= whole.Time ? whole : whole.Range((int)Math.Round(position * (whole.Time - steps)), steps);
    }
}
