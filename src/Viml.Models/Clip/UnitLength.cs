using System.Numerics.Tensors;

namespace Viml.Models.Clip;

/// <summary>Brings embeddings to unit length, as CLIP compares them.</summary>
internal static class UnitLength
{
    public static void Apply(Span<float> embedding) =>
        TensorPrimitives.Divide(embedding, Math.Max(TensorPrimitives.Norm<float>(embedding), 1e-12f), embedding);
}
