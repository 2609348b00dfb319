using System.Numerics.Tensors;
using Viml.Library.Search;
using Viml.Models.Language;

namespace Viml.Library.Recommendation;

/// <summary>
/// Adds up what speaks for a track, as the log-odds that it fits: for words and for the picture each a * similarity in the joint space
/// + b * how the tags they ask for stand out, in standard deviations, + c, weighted by their shares; then names and exclusions.
/// </summary>
internal static class FitScore
{
    /// <summary>Below this probability, a track hardly fits.</summary>
    public const float CutOff = 0.3f;

    // Those of the words are fitted by logistic regression on recordings that no model was fitted on; docs/words.md says how.
    private static readonly Part Words = new(Joint: 5.27f, Tags: 1.62f, Bias: -3.9f);
    private static readonly Part Picture = new(Joint: 5.27f, Tags: 1.2f, Bias: -3.3f);

    private const float WordsShare = 0.7f; // beside a picture, where the text has its full weight
    private const float Exclusion = 2.2f;
    private const float ExclusionAlone = 2; // where nothing is wanted
    private const float BiasAlone = 0.8f;
    private const float Name = 7.75f;
    private const float OfTaste = 1.5f; // per standard deviation: between what words and what a picture ask for
    private const float LeastSpread = 0.2f;
    private const float JointExclusion = 0.3f, JointName = 0.5f, JointTaste = 0.3f; // in cosines, where the joint space decides

    /// <summary>What is added up.</summary>
    /// <param name="JointWeight">The weight of the similarity in the joint space.</param>
    /// <param name="Added">By track: the rest; null for none.</param>
    public sealed record Terms(float JointWeight, float[]? Added);

    /// <summary>The terms of the log-odds of every track.</summary>
    public static Terms Of(TagMatrix tags, QueryBuilder.Query query)
    {
        var (words, seen) = (query.Words, query.Seen);
        var asksFor = words?.Wish?.AsksFor == true;
        var share = ShareOf(query);
        var isAlone = seen is null && !asksFor && words is { Wish.IsEmpty: false, Names.Tracks.Count: 0 };
        var added = new float[tags.Count];
        Array.Fill(added, isAlone ? BiasAlone : share * Words.Bias + (1 - share) * Picture.Bias);
        if (asksFor)
            AddWish(added, tags, words!.Wish!, share * Words.Tags);
        if (seen is { Wish: { AsksFor: true } picture })
            AddWish(added, tags, picture, (1 - share) * Picture.Tags);
        if (words is not null)
        {
            Exclude(added, tags, words, !isAlone, query.TextWeight * (isAlone ? ExclusionAlone : Exclusion));
            AddNames(added, words, query.TextWeight * Name);
        }
        if (query.Taste is { } taste)
            AddTags(added, tags, taste, OfTaste);
        var ofWords = words?.EncoderText is null ? 0 : share * Words.Joint;
        return new Terms(ofWords + (seen is null ? 0 : (1 - share) * Picture.Joint), added);
    }

    /// <summary>Whether nothing but the joint space bears on a ranking that it decides.</summary>
    public static bool IsJointAlone(QueryBuilder.Query query) =>
        query.Taste is null && query.Words is null or { Names.Tracks.Count: 0, EncoderText: not null, Wish: null or { Unwanted.Count: 0 } };

    /// <summary>The terms where the joint space decides: exclusions and names only, in cosines.</summary>
    public static Terms OfJoint(TagMatrix tags, QueryBuilder.Query query)
    {
        var added = new float[tags.Count];
        if (query.Taste is { } taste)
            AddTags(added, tags, taste, JointTaste);
        if (query.Words is not { } words)
            return new Terms(query.Seen is null ? 0 : 1, added);
        var asks = words.EncoderText is not null || query.Seen is not null;
        Exclude(added, tags, words, asks, query.TextWeight * JointExclusion);
        AddNames(added, words, query.TextWeight * JointName);
        return new Terms(asks ? 1 : 0, added);
    }

    /// <summary>The probability of log-odds.</summary>
    public static float Probability(float logOdds) => 1 / (1 + MathF.Exp(-logOdds));

    /// <summary>The share of the words: those that only exclude something leave the whole wish to the picture.</summary>
    private static float ShareOf(QueryBuilder.Query query) =>
        query.Words is not { } words || (query.Seen is not null && words is { EncoderText: null, Names.Tracks.Count: 0 }) ? 0
        : query.Seen is null ? 1
        : WordsShare * query.TextWeight;

    private static void Exclude(float[] added, TagMatrix tags, WordReading words, bool isBesideWish, float weight)
    {
        foreach (var part in words.Wish?.Unwanted ?? [])
        {
            var presence = tags.Product(part.Tags.Span);
            for (var track = 0; track < added.Length; track++)
                added[track] -= weight * part.Cost(presence[track], isBesideWish);
        }
    }

    private static void AddNames(float[] added, WordReading words, float weight)
    {
        foreach (var (track, match) in words.Names.Tracks)
            added[track] += weight * match.Strength;
    }

    private static void AddWish(float[] added, TagMatrix tags, TagWish wish, float weight) =>
        AddTags(added, tags, wish.Wanted.Span, weight);

    // The tags of a wish stand out together or not: a wish for one tag has less spread than one for five that go together. A wish that is
    // shorter than unit length is less sure, and stays so.
    private static void AddTags(float[] added, TagMatrix tags, ReadOnlySpan<float> wanted, float weight)
    {
        var product = tags.Product(wanted);
        var length = TensorPrimitives.Norm(wanted);
        var spread = Math.Max(LeastSpread, tags.Spread(wanted, product) / length);
        TensorPrimitives.MultiplyAdd(product, weight / spread, added, added);
    }

    private sealed record Part(float Joint, float Tags, float Bias);
}
