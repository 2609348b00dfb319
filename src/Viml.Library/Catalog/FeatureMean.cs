using System.Numerics.Tensors;
using Viml.Models;

namespace Viml.Library.Catalog;

/// <summary>The mean of base features over time.</summary>
internal static class FeatureMean
{
    public static float[] Of(FeatureSequence features)
    {
        var mean = new float[features.Width];
        var share = new float[features.Width];
        for (var step = 0; step < features.Time; step++)
        {
            TensorPrimitives.Divide(features.Step(step), features.Time, share);
            TensorPrimitives.Add(mean, share, mean);
        }
        return mean;
    }
}
