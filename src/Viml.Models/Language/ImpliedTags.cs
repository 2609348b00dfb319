using System.Numerics.Tensors;
using Viml.Models.Tagging;

namespace Viml.Models.Language;

/// <summary>
/// Turns a request in words into weights over the tags of the vocabulary. Three things add up: the tags that are named, the associations
/// that are named, and the associations near the text in the space of a sentence encoder, which count the less the more of the text is
/// names of tags. Immutable; thread-safe if the encoder is.
/// </summary>
/// <param name="encode">Gives the unit vector of a text.</param>
/// <param name="associations">Where the associations lie in the same space; null where that is not known: then only names count.</param>
public sealed class ImpliedTags(Func<string, float[]> encode, AssociationEmbeddings? associations)
{
    // chosen on requests of our own and real recordings that are not kept for judging; the result changes little around them
    private const float Temperature = 0.045f;
    private const float TagWeight = 1.2f;
    private const float AssociationWeight = 0.4f;
    private const float NearWeight = 1;
    private const float NearWeightLost = 0.9f; // where every word names a tag
    private const float AmbiguousWeight = 0.3f;

    private static readonly int Tags = TagVocabulary.Default.Count;

    /// <summary>What a request asks of the tags of a track.</summary>
    public TagWish Of(ParsedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var unwanted = query.Excluded.Select(part => new UnwantedTags(part, UnitLength(Excluded(part.Text))));
        return new TagWish(UnitLength(Wanted(query)), [.. unwanted]);
    }

    private float[] Wanted(ParsedQuery query)
    {
        if (QueryWord.Split(query.Wanted).Count == 0) return new float[Tags];
        var named = NamedTags.In(query.Wanted, query.Names, AmbiguousWeight);
        var weights = Near(query.Wanted);
        TensorPrimitives.Multiply(weights, NearWeight - NearWeightLost * named.Coverage, weights);
        TensorPrimitives.MultiplyAdd(named.Tags, TagWeight, weights, weights);
        TensorPrimitives.MultiplyAdd(named.Associations, AssociationWeight, weights, weights);
        return weights;
    }

    // only what such music has: "no metal" must not ask for calm music
    private float[] Excluded(string text)
    {
        var named = NamedTags.In(text, [], 1);
        var weights = named.Coverage > 0 ? named.Tags : named.Associations.Any(weight => weight > 0) ? named.Associations : Near(text);
        TensorPrimitives.Max(weights, 0, weights);
        TensorPrimitives.Multiply(weights, weights, weights); // its strongest tags stand for it
        return weights;
    }

    /// <summary>The mean of the associations, weighted by how near they are.</summary>
    private float[] Near(string text)
    {
        var weights = new float[Tags];
        if (associations is null) return weights;
        var shares = new float[AssociationTable.Default.Count];
        associations.Cosines(encode(text), shares);
        TensorPrimitives.Divide(shares, Temperature, shares);
        TensorPrimitives.SoftMax(shares, shares);
        for (var index = 0; index < shares.Length; index++)
            TensorPrimitives.MultiplyAdd(AssociationTable.Default[index].Weights.Span, shares[index], weights, weights);
        return weights;
    }

    private static float[] UnitLength(float[] weights)
    {
        var length = TensorPrimitives.Norm<float>(weights);
        if (length > 0) TensorPrimitives.Divide(weights, length, weights);
        return weights;
    }
}
