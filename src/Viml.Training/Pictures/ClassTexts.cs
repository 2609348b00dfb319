using System.Numerics.Tensors;
using Viml.Models.MiniLm;

namespace Viml.Training.Pictures;

/// <summary>
/// Where a class of photographs lies in the space of sentences: the sum over its names, its definition and what it is a kind of, at unit
/// length. One prompt alone ("a photo of a tench") finds half as well, because few sentences are about the word.
/// </summary>
internal static class ClassTexts
{
    /// <summary>The unit vectors of photographs, in their order.</summary>
    /// <param name="photographs">The photographs.</param>
    /// <param name="nouns">WordNet; empty uses the class names alone.</param>
    /// <param name="encoder">The encoder.</param>
    public static float[][] Embed(
        IReadOnlyList<LabelledPhotograph> photographs, IReadOnlyDictionary<string, WordNetNoun> nouns, MiniLmEncoder encoder)
    {
        var texts = photographs.Select(photograph => Of(photograph, nouns).ToArray()).ToArray();
        string[] distinct = [.. texts.SelectMany(all => all.Select(part => part.Text)).Distinct()];
        var embeddings = encoder.EncodeAll(distinct);
        var places = distinct.Select((text, index) => (text, index)).ToDictionary(pair => pair.text, pair => pair.index);
        return [.. texts.Select(Sum)];

        float[] Sum((string Text, float Weight)[] parts)
        {
            var sum = new float[encoder.Width];
            foreach (var (text, weight) in parts)
                TensorPrimitives.MultiplyAdd(embeddings.AsSpan(places[text] * encoder.Width, encoder.Width), weight, sum, sum);
            TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
            return sum;
        }
    }

    private static IEnumerable<(string Text, float Weight)> Of(
        LabelledPhotograph photograph, IReadOnlyDictionary<string, WordNetNoun> nouns)
    {
        var name = photograph.Class;
        if (photograph.Offset is null || !nouns.TryGetValue(photograph.Offset, out var noun))
        {
            yield return (name, 1);
            yield return ($"a photo of a {name}", 1);
            yield break;
        }
        yield return (string.Join(", ", noun.Words), 1);
        yield return ($"{name}: {noun.Gloss}", 1);
        if (noun.Above is null || !nouns.TryGetValue(noun.Above, out var above)) yield break;
        yield return (above.Words[0], 1);
        yield return ($"a {name}, a kind of {above.Words[0]}", 1);
        yield return (above.Above is { } next && nouns.TryGetValue(next, out var top) ? top.Words[0] : above.Words[0], 0.5f);
    }
}
