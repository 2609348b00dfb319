using System.Numerics.Tensors;

namespace Viml.Models;

/// <summary>Turns logits into probabilities.</summary>
internal static class Probabilities
{
    /// <summary>The sigmoid of every number, in place.</summary>
    public static void FromLogits(Span<float> values) => TensorPrimitives.Sigmoid(values, values);
}
