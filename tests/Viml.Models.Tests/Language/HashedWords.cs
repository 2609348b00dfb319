using System.Numerics.Tensors;

namespace Viml.Models.Tests.Language;

/// <summary>Stands for a sentence encoder in tests: texts with words in common are near each other, and nothing else is.</summary>
internal static class HashedWords
{
    private const int Width = 256;

    public static float[] Encode(string text)
    {
        var embedding = new float[Width];
        foreach (var word in text.ToLowerInvariant().Split([' ', ',', '.', '-'], StringSplitOptions.RemoveEmptyEntries))
        {
            var random = new Random(word.Aggregate(17, (hash, letter) => unchecked(hash * 31 + letter)));
            for (var index = 0; index < Width; index++)
                embedding[index] += (float)(random.NextDouble() - 0.5);
        }
        TensorPrimitives.Divide(embedding, Math.Max(TensorPrimitives.Norm<float>(embedding), 1e-9f), embedding);
        return embedding;
    }
}
