using System.Numerics.Tensors;

namespace Viml.Models.Language;

/// <summary>What a request in words, or a picture, asks of the tags of a track.</summary>
/// <param name="Wanted">
/// One number per tag, of unit length, shorter the less sure the wish is, or all 0: above 0 where the music should have it, below where
/// not.
/// </param>
/// <param name="Unwanted">What is excluded.</param>
public sealed record TagWish(ReadOnlyMemory<float> Wanted, IReadOnlyList<UnwantedTags> Unwanted)
{
    /// <summary>Whether anything is asked.</summary>
    public bool IsEmpty => !AsksFor && Unwanted.Count == 0;

    /// <summary>Whether there is something the music should have.</summary>
    public bool AsksFor => TensorPrimitives.Norm(Wanted.Span) > 0;

    /// <summary>
    /// How well a track's tags fit: 0 for the average track. Excluded tags count against it from a little below the average on.
    /// </summary>
    /// <param name="standing">The tags of the track as <see cref="TagStanding"/> gives them.</param>
    public float Score(ReadOnlySpan<float> standing)
    {
        var score = TensorPrimitives.Dot(Wanted.Span, standing);
        foreach (var part in Unwanted)
            score -= part.Cost(TensorPrimitives.Dot(part.Tags.Span, standing), AsksFor);
        return score;
    }
}

/// <summary>Tags that the music should do without.</summary>
/// <param name="Part">What said so.</param>
/// <param name="Tags">One number per tag, at least 0, of unit length together.</param>
public sealed record UnwantedTags(ExcludedPart Part, ReadOnlyMemory<float> Tags)
{
    private const float Weight = 1.5f; // against the wanted tags
    private const float Ignored = -0.3f; // a track that has less of it than this is as good as one without

    /// <summary>How strongly they are excluded, 0 to 1.</summary>
    public float Strength => Part.Strength;

    /// <summary>What a track loses that has so much of them.</summary>
    /// <param name="presence">The product of <see cref="Tags"/> with the standing of the track's tags.</param>
    /// <param name="isBesideWish">Whether something is wanted too; otherwise, the less the better, without end.</param>
    public float Cost(float presence, bool isBesideWish) => Strength * (isBesideWish ? Weight * Math.Max(presence - Ignored, 0) : presence);

    /// <summary>Whether a track of this presence is as good as one without them.</summary>
    public static bool IsWithout(float presence) => presence <= Ignored;
}
