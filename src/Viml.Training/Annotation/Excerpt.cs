using Viml.Training.Datasets;

namespace Viml.Training.Annotation;

/// <summary>
/// What is listened to of a clip: ten seconds from its middle, as those who described YouTube8M-MusicTextClips heard.
/// </summary>
/// <param name="Id">The clip.</param>
/// <param name="Music">Path of the music.</param>
/// <param name="Start">Where it begins in the file, in seconds.</param>
/// <param name="End">Where it ends.</param>
public sealed record Excerpt(string Id, string Music, double Start, double End)
{
    private const double Seconds = 10;

    /// <summary>The excerpts of the clips of a dataset that have music, one for each piece.</summary>
    /// <param name="dataset">The dataset folder.</param>
    /// <param name="split">Only clips of this part; null for all.</param>
    /// <exception cref="DatasetException">The dataset is not readable.</exception>
    public static IReadOnlyList<Excerpt> Of(string dataset, string? split) =>
        [.. ClipFile.Read(dataset).Where(clip => clip.Music is not null && (split is null || clip.Split == split))
            .DistinctBy(clip => clip.MusicKey).Select(clip => Middle(dataset, clip))];

    private static Excerpt Middle(string dataset, Clip clip)
    {
        var length = Math.Min(Seconds, clip.End - clip.Start);
        var start = Math.Round((clip.Start + clip.End - length) / 2, 3);
        return new Excerpt(clip.Id, Path.Combine(dataset, clip.Music!), start, Math.Round(start + length, 3));
    }
}
