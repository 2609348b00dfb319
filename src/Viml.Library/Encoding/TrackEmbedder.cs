using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Encoding;

/// <summary>Puts base features of a track into the joint space: every segment, and the whole. Needs no sound, so a new bundle re-embeds quickly.</summary>
internal sealed class TrackEmbedder(ModelSet models)
{
    public TrackEmbeddings Embed(FeatureSequence features, double duration, CancellationToken cancellation)
    {
        var segments = new List<SegmentEmbedding>();
        foreach (var (start, count) in SegmentGrid.Cut(features.Time, models.Joint.MusicSteps))
        {
            cancellation.ThrowIfCancellationRequested();
            var from = start / features.Rate;
            segments.Add(new SegmentEmbedding(
                from, Math.Min(count / features.Rate, duration - from), models.Joint.EmbedMusic(features.Range(start, count))));
        }
        var whole = segments.Count == 1 ? segments[0].Embedding : models.Joint.EmbedMusic(features);
        return new TrackEmbeddings(models.BundleHash, whole, segments);
    }
}
