using System.Numerics.Tensors;

namespace Viml.Training.Fitting.Matching;

/// <summary>Weights over the tags of the vocabulary, compared by direction.</summary>
internal static class TagWishes
{
    /// <summary>The weights brought to unit length; all 0 stay so.</summary>
    public static float[] Unit(ReadOnlySpan<float> weights)
    {
        var unit = weights.ToArray();
        var length = TensorPrimitives.Norm(weights);
        if (length > 0) TensorPrimitives.Divide(unit, length, unit);
        return unit;
    }
}
