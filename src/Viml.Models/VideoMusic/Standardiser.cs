using System.Numerics.Tensors;
using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Models.VideoMusic;

/// <summary>Brings each number of a feature to mean 0 and deviation 1 over the training set; both are buffers of the model.</summary>
internal sealed class Standardiser
{
    // An outlier of a feature that hardly varied in training would drown everything else.
    private const float Limit = 8;

    private readonly Variable _mean;
    private readonly Variable _deviation;

    public Standardiser(ParameterScope scope, int width)
    {
        _mean = scope.Buffer("mean", [width], Initializer.Zeros);
        _deviation = scope.Buffer("deviation", [width], Initializer.Ones);
    }

    public int Width => _mean.Length;

    public void Set(FeatureStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Width != Width)
            throw new ArgumentException($"The statistics are of {statistics.Width} numbers, the model takes {Width}.", nameof(statistics));
        statistics.Mean.CopyTo(_mean.Value.Span);
        statistics.Deviation.CopyTo(_deviation.Value.Span);
    }

    /// <summary>Standardises one step in place.</summary>
    public void Apply(Span<float> feature)
    {
        TensorPrimitives.Subtract(feature, _mean.Value.Span, feature);
        TensorPrimitives.Divide(feature, _deviation.Value.Span, feature);
        TensorPrimitives.Clamp(feature, -Limit, Limit, feature);
    }
}
