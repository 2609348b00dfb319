using System.Numerics.Tensors;
using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>
/// Finds the moment inside a track: segments lie 15 s apart, so around the best one a window as long as the video slides over the stored
/// base features in steps of 3 s, and the place nearest to the query wins. Needs no decoding.
/// </summary>
internal sealed class StartFinder(IJointSpace joint, float[] query, double videoSeconds)
{
    /// <summary>The start and length in seconds of the stretch of the track that fits best; the earliest of equals.</summary>
    /// <param name="hit">Its best segment.</param>
    /// <param name="duration">Its length in seconds.</param>
    /// <param name="track">Its base features.</param>
    public (double Start, double Length) Find(TrackHit hit, double duration, FeatureSequence track)
    {
        var clip = Math.Clamp((int)Math.Round(videoSeconds * track.Rate), 1, track.Time);
        var (first, last) = Range(hit, track, clip);
        var best = first < last
            ? first + Nearest([.. Enumerable.Range(first, last - first + 1).Select(start => track.Range(start, clip))])
            : first;
        var from = best / track.Rate;
        if (videoSeconds >= duration)
            from = 0;
        return (from, Math.Min(videoSeconds, duration - from));
    }

    private int Nearest(FeatureSequence[] stretches)
    {
        var embedded = joint.EmbedMusic(stretches);
        var (best, bestScore) = (0, float.NegativeInfinity);
        for (var i = 0; i < stretches.Length; i++)
        {
            var score = TensorPrimitives.Dot<float>(query, embedded.AsSpan(i * joint.Width, joint.Width));
            if (score > bestScore)
                (best, bestScore) = (i, score);
        }
        return best;
    }

    /// <summary>
    /// First and last start to try: a clip shorter than the segment stays inside it; a longer one moves by up to half a segment, which is
    /// the distance to the next one.
    /// </summary>
    private static (int First, int Last) Range(TrackHit hit, FeatureSequence track, int clip)
    {
        var start = (int)Math.Round(hit.Start * track.Rate);
        var steps = Math.Max(1, (int)Math.Round(hit.Length * track.Rate));
        var latest = track.Time - clip;
        return clip < steps
            ? (Math.Min(start, latest), Math.Min(start + steps - clip, latest))
            : (Math.Clamp(start - steps / 2, 0, latest), Math.Clamp(start + steps / 2, 0, latest));
    }
}
