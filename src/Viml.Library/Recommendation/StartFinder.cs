using System.Numerics.Tensors;
using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Library.Recommendation;

/// <summary>
/// Finds the moment inside a track, in steps of 3 s over the stored base features, without decoding. Words decide by their tags. For a
/// video, a window as long as it slides over the places where these are strongest, or else around the best segment, since segments lie 15 s
/// apart; the place nearest to the query wins.
/// </summary>
/// <param name="joint">The joint space.</param>
/// <param name="query">The query in it.</param>
/// <param name="videoSeconds">The length of the video; null without one.</param>
/// <param name="known">Stretches that were embedded before: by track, length, and starts.</param>
/// <param name="focus">Where the tags of the words are strongest; null without such tags.</param>
internal sealed class StartFinder(
    IJointSpace joint, float[] query, double? videoSeconds, Recent<(long Track, int Clip, string Starts), float[]> known,
    TagFocus? focus = null)
{
    private const double Focused = 0.15; // share of the places in a track that the words leave to the video
    private const int MostPlaces = 12; // that are compared with the query

    /// <summary>Whether the stretches depend on more than the best segment.</summary>
    public bool NeedsFeatures => videoSeconds is not null || focus is not null;

    /// <summary>The start and length in seconds of the stretch of the track that fits best; the earliest of equals.</summary>
    /// <param name="hit">Its best segment.</param>
    /// <param name="duration">Its length in seconds.</param>
    /// <param name="track">Its base features.</param>
    /// <param name="id">Its number in the library.</param>
    public (double Start, double Length) Find(TrackHit hit, double duration, FeatureSequence track, long id)
    {
        var seconds = videoSeconds ?? hit.Length;
        var clip = Math.Clamp((int)Math.Round(seconds * track.Rate), 1, track.Time);
        var best = videoSeconds is null && focus is null ? (int)Math.Round(hit.Start * track.Rate)
            : videoSeconds is null ? Strongest(focus!.Of(track, clip))
            : Nearest(Places(hit, track, clip), track, clip, id);
        var from = best / track.Rate;
        if (seconds >= duration)
            from = 0;
        return (from, Math.Min(seconds, duration - from));
    }

    private static int Strongest(float[] strengths) => TensorPrimitives.IndexOfMax<float>(strengths);

    /// <summary>The starts to compare with the query.</summary>
    private int[] Places(TrackHit hit, FeatureSequence track, int clip)
    {
        if (focus is null)
        {
            var (first, last) = Range(hit, track, clip);
            return [.. Enumerable.Range(first, Math.Max(1, last - first + 1))];
        }
        var strengths = focus.Of(track, clip);
        var count = Math.Clamp((int)Math.Ceiling(Focused * strengths.Length), 1, MostPlaces);
        return [.. Enumerable.Range(0, strengths.Length).OrderByDescending(start => strengths[start]).Take(count).Order()];
    }

    private int Nearest(int[] places, FeatureSequence track, int clip, long id)
    {
        if (places.Length == 1)
            return places[0];
        var embedded = known.Get(
            (id, clip, string.Join(' ', places)), () => joint.EmbedMusic([.. places.Select(start => track.Range(start, clip))]));
        var scores = places.Select((_, i) => TensorPrimitives.Dot<float>(query, embedded.AsSpan(i * joint.Width, joint.Width))).ToArray();
        return places[TensorPrimitives.IndexOfMax<float>(scores)];
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
