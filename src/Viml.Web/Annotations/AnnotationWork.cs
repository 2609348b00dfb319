using System.Numerics.Tensors;
using Viml.Library.Catalog;
using Viml.Models;

namespace Viml.Web.Annotations;

/// <summary>Which track somebody should describe next, and how much those agree who described the same.</summary>
internal static class AnnotationWork
{
    private const double StretchSeconds = 10; // from the middle of the track
    private const int SharedEvery = 3; // one track of three is one that another described, so that agreement can be measured

    /// <summary>The stretch that somebody should describe next; null where all are described or skipped.</summary>
    public static NextStretch? Next(
        IReadOnlyList<TrackRecord> tracks, IReadOnlyList<Annotation> all, string annotator, IReadOnlyCollection<string> skipped)
    {
        var mine = all.Where(one => one.Annotator == annotator).Select(one => one.TrackId).ToHashSet();
        var others = all.Where(one => one.Annotator != annotator).CountBy(one => one.TrackId).ToDictionary();
        var open = tracks.Where(track => !mine.Contains(track.Key) && !skipped.Contains(track.Key)).ToList();
        var isShared = mine.Count % SharedEvery == SharedEvery - 1;
        var next = open.OrderBy(track => others.GetValueOrDefault(track.Key) switch
        {
            0 => isShared ? 1 : 0,
            1 => isShared ? 0 : 1,
            var count => count,
        }).ThenBy(track => track.Key, StringComparer.Ordinal).FirstOrDefault();
        if (next is null) return null;
        var start = Math.Max(0, (next.Duration - StretchSeconds) / 2);
        return new NextStretch(next.Key, start, Math.Min(next.Duration, start + StretchSeconds));
    }

    /// <summary>How far all are.</summary>
    public static AnnotationProgress Progress(IReadOnlyList<TrackRecord> tracks, IReadOnlyList<Annotation> all, ITextEncoder encoder)
    {
        var known = tracks.Select(track => track.Key).ToHashSet();
        return new AnnotationProgress(
            tracks.Count, all.Select(one => one.TrackId).Distinct().Count(known.Contains),
            [.. all.CountBy(one => one.Annotator).Select(pair => new AnnotatorCount(pair.Key, pair.Value)).OrderBy(one => one.Annotator)],
            Agreement(all, encoder));
    }

    private static Agreement? Agreement(IReadOnlyList<Annotation> all, ITextEncoder encoder)
    {
        var shared = all.GroupBy(one => one.TrackId).Where(track => track.Count() > 1).ToList();
        if (shared.Count == 0) return null;
        var texts = shared.SelectMany(track => track).Select(one => (one.TrackId, one.Annotator, Vector: Encode(one.Text, encoder)))
            .ToList();
        var pairs = (from i in Enumerable.Range(0, texts.Count)
                     from j in Enumerable.Range(i + 1, texts.Count - i - 1)
                     where texts[i].Annotator != texts[j].Annotator
                     select (IsSame: texts[i].TrackId == texts[j].TrackId, Cosine: Cosine(texts[i].Vector, texts[j].Vector))).ToList();
        var others = pairs.Where(pair => !pair.IsSame).ToList();
        return new Agreement(
            shared.Count, pairs.Where(pair => pair.IsSame).Average(pair => pair.Cosine),
            others.Count == 0 ? null : others.Average(pair => pair.Cosine));
    }

    private static float[] Encode(string text, ITextEncoder encoder)
    {
        var vector = new float[encoder.Width];
        encoder.Encode(text, vector);
        return vector;
    }

    private static double Cosine(float[] a, float[] b) =>
        TensorPrimitives.Norm<float>(a) * TensorPrimitives.Norm<float>(b) is var length and > 0
            ? TensorPrimitives.Dot<float>(a, b) / length
            : 0;
}
