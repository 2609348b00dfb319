using Viml.Training.Datasets;
using Viml.Training.Evaluation;

namespace Viml.Training.Methods;

/// <summary>A video with its music and texts about the music, as base features that are read when they are needed.</summary>
/// <param name="Id">The clip.</param>
/// <param name="MusicKey">Identifies the music: clips of one key are no wrong answers to each other.</param>
/// <param name="Video">Base features of the video.</param>
/// <param name="Music">Base features of the music.</param>
/// <param name="Texts">The steps of texts by source (<see cref="TextSource"/>).</param>
internal sealed record PairedClip(
    string Id, string MusicKey, StoredFeatures Video, StoredFeatures Music,
    IReadOnlyDictionary<string, IReadOnlyList<StoredFeatures>> Texts)
{
    /// <summary>The texts of a source; none where the clip has none.</summary>
    public IReadOnlyList<StoredFeatures> TextsBy(string source) => source == TextSource.Mixed
        ? [.. TextSource.Synthesized.SelectMany(TextsBy)]
        : Texts.GetValueOrDefault(source) ?? [];

    /// <summary>A text of a source to train on; null where there is none. Of a mixture every source is as likely.</summary>
    public StoredFeatures? DrawText(string source, Random random)
    {
        if (source == TextSource.Mixed)
        {
            string[] sources = [.. TextSource.Synthesized.Where(one => TextsBy(one).Count > 0)];
            if (sources.Length == 0) return null;
            source = sources[random.Next(sources.Length)];
        }
        var texts = TextsBy(source);
        return texts.Count == 0 ? null : texts[random.Next(texts.Count)];
    }

    /// <summary>The query of the video alone.</summary>
    public RetrievalQuery AskByVideo() => new(Video.Read(), null);

    /// <summary>The query of the video and its first text of a source.</summary>
    public RetrievalQuery AskByBoth(string source) => new(Video.Read(), TextsBy(source)[0].Read().Values);

    /// <summary>The query of its first text of a source alone.</summary>
    public RetrievalQuery AskByText(string source) => new(null, TextsBy(source)[0].Read().Values);

    /// <summary>
    /// The same clip cut to <paramref name="seconds"/> of it, video and music at the same place.
    /// </summary>
    /// <param name="seconds">Length; null, or a sequence that is no longer or has no rate, leaves it whole.</param>
    /// <param name="position">Where between the earliest (0) and the latest (1) place; the middle is 0.5.</param>
    public PairedClip Cut(double? seconds, double position) =>
        seconds is { } length ? this with { Video = Cut(Video, length, position), Music = Cut(Music, length, position) } : this;

    private static StoredFeatures Cut(StoredFeatures whole, double seconds, double position)
    {
        var steps = Math.Max(1, (int)Math.Round(seconds * whole.Rate));
        return whole.Rate <= 0 || steps >= whole.Time ? whole : whole.Range((int)Math.Round(position * (whole.Time - steps)), steps);
    }
}
