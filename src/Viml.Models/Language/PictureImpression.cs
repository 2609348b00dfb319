using System.Numerics.Tensors;
using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>Something that a picture shows.</summary>
/// <param name="Name">What it is, in the plainest words.</param>
/// <param name="Share">How much of what is seen it is, 0 to 1, less where it is left open what is seen.</param>
public sealed record SeenThing(string Name, float Share);

/// <summary>What a video or pictures show, and what music people use for it. Immutable.</summary>
/// <param name="Seen">The things that stand out, the clearest first; empty where nothing is recognised.</param>
/// <param name="Wish">What they ask of the tags of a track; its length is <paramref name="Confidence"/>.</param>
/// <param name="Confidence">How sure it is that something is seen, 0 to 1.</param>
public sealed record PictureImpression(IReadOnlyList<SeenThing> Seen, TagWish Wish, float Confidence)
{
    // chosen on photographs of classes that the map from pictures to texts was not fitted on
    private const float LeastShare = 0.25f; // of a thing that is named
    private const float Usual = 0.6f; // as much of the mean of all things is taken off: what every scene asks for tells no scene
    private const float LeastConfidence = 0.1f;
    private const int MostNamed = 3;

    private static readonly int Tags = TagVocabulary.Default.Count;

    // Things that a picture can show, by their place in the table.
    private static readonly int[] Visible =
    [
        .. Enumerable.Range(0, AssociationTable.Default.Count).Where(index => AssociationTable.Default[index].Kind
            is AssociationKind.Scene or AssociationKind.Place or AssociationKind.Activity or AssociationKind.Occasion),
    ];

    private static readonly float[] MeanWeights = Weights(Enumerable.Repeat(1f / Visible.Length, Visible.Length).ToArray());

    /// <summary>Nothing is recognised: nothing is asked.</summary>
    public static PictureImpression None { get; } = new([], new TagWish(new float[Tags], []), 0);

    /// <summary>
    /// Shares each step out among the associations that pictures can show, by a softmax of the cosines. Steps count as far as their highest
    /// cosine is clear; those that are zeros do not.
    /// </summary>
    /// <param name="video">Features of the video.</param>
    /// <param name="columns">Which of them lie in the space of the associations.</param>
    /// <param name="associations">The associations.</param>
    /// <exception cref="ArgumentException">The columns are not in the features, or have another width than the associations.</exception>
    public static PictureImpression Of(FeatureSequence video, LanguageColumns columns, AssociationEmbeddings associations)
    {
        ArgumentNullException.ThrowIfNull(video);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(associations);
        if (columns.First < 0 || columns.First + columns.Width > video.Width || columns.Width != associations.Width)
            throw new ArgumentException(
                $"Expected {associations.Width} columns of {video.Width}, found {columns.Width} from {columns.First} on.", nameof(columns));
        var (all, cosines, shares) = (new float[AssociationTable.Default.Count], new float[Visible.Length], new float[Visible.Length]);
        var clarities = 0f;
        for (var step = 0; step < video.Time; step++)
        {
            var seen = video.Step(step).Slice(columns.First, columns.Width);
            if (!(TensorPrimitives.Norm(seen) is > 0 and < float.PositiveInfinity)) continue;
            associations.Cosines(seen, all);
            for (var index = 0; index < cosines.Length; index++) cosines[index] = all[Visible[index]];
            var clarity = Math.Clamp((TensorPrimitives.Max<float>(cosines) - columns.Doubt) / (columns.Certainty - columns.Doubt), 0, 1);
            TensorPrimitives.Divide(cosines, columns.Temperature, cosines);
            TensorPrimitives.SoftMax(cosines, cosines);
            TensorPrimitives.MultiplyAdd(cosines, clarity, shares, shares);
            clarities += clarity;
        }
        var confidence = video.Time == 0 ? 0 : clarities / video.Time;
        if (!(confidence >= LeastConfidence)) return None;
        TensorPrimitives.Divide(shares, clarities, shares);
        return new PictureImpression(Named(shares, confidence), new TagWish(Wanted(shares, confidence), []), confidence);
    }

    private static SeenThing[] Named(float[] shares, float confidence) =>
    [
        .. shares.Select((share, index) => new SeenThing(AssociationTable.Default[Visible[index]].Phrases[0], share * confidence))
            .Where(thing => thing.Share >= LeastShare).OrderByDescending(thing => thing.Share).Take(MostNamed),
    ];

    private static float[] Wanted(float[] shares, float confidence)
    {
        var weights = Weights(shares);
        TensorPrimitives.MultiplyAdd(MeanWeights, -Usual, weights, weights);
        var length = TensorPrimitives.Norm<float>(weights);
        if (length > 0) TensorPrimitives.Multiply(weights, confidence / length, weights);
        return weights;
    }

    private static float[] Weights(float[] shares)
    {
        var weights = new float[Tags];
        for (var index = 0; index < shares.Length; index++)
            TensorPrimitives.MultiplyAdd(AssociationTable.Default[Visible[index]].Weights.Span, shares[index], weights, weights);
        return weights;
    }
}
