using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Indexing;

/// <summary>
/// Embeds the base features of a track in the joint space: every segment, and the whole track. Needs no sound, so changing the bundle is
/// quick.
/// </summary>
internal sealed class TrackEmbedder(ModelSet models)
{
    // One pass of the model takes this many segments: 8 minutes of music. Fixed, so that the same track always gives the same numbers.
    private const int Batch = 32;

    public TrackEmbeddings Embed(FeatureSequence features, double duration, CancellationToken cancellation)
    {
        var width = models.Joint.Width;
        var segments = new List<SegmentEmbedding>();
        foreach (var cuts in SegmentGrid.Cut(features.Time, models.Joint.MusicSteps).Chunk(Batch))
        {
            cancellation.ThrowIfCancellationRequested();
            var embedded = models.Joint.EmbedMusic([.. cuts.Select(cut => features.Range(cut.Start, cut.Count))]);
            for (var i = 0; i < cuts.Length; i++)
            {
                var start = cuts[i].Start / features.Rate;
                segments.Add(new SegmentEmbedding(
                    start, Math.Min(cuts[i].Count / features.Rate, duration - start), embedded[(i * width)..((i + 1) * width)]));
            }
        }
        var whole = segments.Count == 1 ? segments[0].Embedding : models.Joint.EmbedMusic([features]);
        return new TrackEmbeddings(models.BundleHash, whole, segments);
    }
}
