using System.Numerics.Tensors;
using Viml.Library.Catalog;

namespace Viml.Library.Search;

/// <summary>What a library held at one moment, in memory. Immutable. Tracks are numbered in the order of their first paths.</summary>
/// <param name="Generation"><see cref="ILibraryReader.Generation"/> it was read at.</param>
/// <param name="Tracks">The tracks that can be found.</param>
/// <param name="MeanTags">Mean probability of each tag over the tracks; zero without tracks.</param>
/// <param name="TagMatrix">How the tags of the tracks stand out; made at its first use, which needs a track.</param>
/// <param name="Search">The search over their segments; null until a query needs it.</param>
/// <param name="MeanFeatures">The mean base features of each track; null until a query needs them.</param>
internal sealed record LibrarySnapshot(
    long Generation, IReadOnlyList<TrackRecord> Tracks, float[] MeanTags, Lazy<TagMatrix> TagMatrix,
    ITrackSearch? Search = null, IReadOnlyList<ReadOnlyMemory<float>>? MeanFeatures = null)
{
    private readonly Lazy<Dictionary<string, int>> _numbers = new(() =>
    {
        var numbers = new Dictionary<string, int>(Tracks.Count);
        for (var track = 0; track < Tracks.Count; track++)
            numbers[Tracks[track].Key] = track;
        return numbers;
    });

    /// <summary>The number of the track with a <see cref="TrackRecord.Key"/>; null where there is none.</summary>
    public int? Find(string key) => _numbers.Value.TryGetValue(key, out var number) ? number : null;

    /// <summary>Reads the tracks of a library.</summary>
    /// <exception cref="LibraryBundleException">
    /// The library was indexed with another bundle, or a change of bundle is not finished.
    /// </exception>
    /// <exception cref="LibraryNotFoundException">Nothing has been indexed yet.</exception>
    /// <exception cref="LibraryFormatException">The library is damaged.</exception>
    public static LibrarySnapshot Read(ILibraryReader library, ModelSet models, long generation)
    {
        BundleMatch.Require(library, models);
        var tracks = library.Tracks().ToList();
        BundleMatch.RequireFinished(library, models, tracks);
        var tags = models.Tags.Count;
        if (tracks.Find(track => track.Tags.Length != tags) is { } other)
            throw new LibraryFormatException(
                library.Location, $"{tags} tags of every track", $"{other.Tags.Length} tags of track {other.Id}");
        tracks.Sort((a, b) => string.CompareOrdinal(a.Paths[0], b.Paths[0])); // decides between equal scores
        return new LibrarySnapshot(
            generation, tracks, MeanTagsOf(tracks, tags), new(() => Viml.Library.Search.TagMatrix.Of(tracks, models.TagStatistics.Value)));
    }

    /// <summary>The mean probability of each tag over some tracks; zero without tracks.</summary>
    public static float[] MeanTagsOf(IEnumerable<TrackRecord> tracks, int tags)
    {
        var mean = new float[tags];
        var count = 0;
        foreach (var track in tracks)
        {
            TensorPrimitives.Add(mean, track.Tags, mean);
            count++;
        }
        TensorPrimitives.Divide(mean, Math.Max(count, 1), mean);
        return mean;
    }
}
