using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// Batch normalisation (Ioffe, Szegedy 2015) of x [batch, channels, ...] per channel. Training uses the batch's statistics and moves
    /// the running ones towards them by <paramref name="momentum"/> (the running variance unbiased, as PyTorch does); inference uses the
    /// running ones.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes do not fit, or a training batch has only one value per channel.</exception>
    public static Variable BatchNorm(
        this Tape tape, Variable x, Variable scale, Variable shift, Variable runningMean, Variable runningVariance, float momentum = 0.1f,
        float epsilon = 1e-5f)
    {
        foreach (var vector in new[] { scale, shift, runningMean, runningVariance })
            ShapeCheck.That(
                x.Rank >= 2 && vector.Rank == 1 && vector.Length == x.Size(1), "BatchNorm", x, vector, "vectors must be [channels]");
        return tape.Record(new BatchNormOperation(tape, x, scale, shift, runningMean, runningVariance, momentum, epsilon));
    }
}

/// <summary>Every channel brought to mean 0 and variance 1, then scaled and shifted.</summary>
internal sealed class BatchNormOperation : Operation
{
    private readonly Variable _x, _scale, _shift, _runningMean, _runningVariance;
    private readonly int _batch, _channels, _positions;
    private readonly float _momentum, _epsilon;
    private readonly bool _training;
    private readonly float[] _means, _variances;
    private readonly Action<int, int> _forward, _backward;

    public BatchNormOperation(
        Tape tape, Variable x, Variable scale, Variable shift, Variable runningMean, Variable runningVariance, float momentum,
        float epsilon)
        : base(tape, x.Shape, x, scale, shift)
    {
        (_x, _scale, _shift, _runningMean, _runningVariance) = (x, scale, shift, runningMean, runningVariance);
        (_batch, _channels, _positions) = (x.Size(0), x.Size(1), ShapeCheck.Product(x.Shape[2..]));
        (_momentum, _epsilon, _training) = (momentum, epsilon, tape.IsTraining);
        (_means, _variances) = _training ? (new float[_channels], new float[_channels]) : ([], []);
        if (_training && (long)_batch * _positions == 1)
            throw new ArgumentException(
                $"BatchNorm: training needs more than one value per channel, the shape is {x.Value.ShapeText}.", nameof(x));
        _forward = Forward;
        _backward = (from, to) => BatchNormalization.Gradient(
            _x.Span, _batch, _channels, _positions, _means, _variances, _epsilon, _scale.Span, Output.GradientSpan,
            _x.RequiresGradient ? _x.GradientSpan : default, _scale.RequiresGradient ? _scale.GradientSpan : default,
            _shift.RequiresGradient ? _shift.GradientSpan : default, from, to);
    }

    public override void Forward()
    {
        if (Output.Length > 0)
            Parallelism.ForRanges(_channels, Grain.Rows(_batch * _positions), _forward);
    }

    public override void Backward()
    {
        if (Output.Length > 0)
            Parallelism.ForRanges(_channels, Grain.Rows(_batch * _positions), _backward);
    }

    private void Forward(int from, int to)
    {
        var (means, variances) = (_runningMean.Value.Memory, _runningVariance.Value.Memory);
        if (_training)
        {
            (means, variances) = (_means, _variances);
            BatchNormalization.Statistics(_x.Span, _batch, _channels, _positions, means.Span, variances.Span, from, to);
            var count = (float)_batch * _positions;
            for (var channel = from; channel < to; channel++)
            {
                _runningMean.Span[channel] += _momentum * (_means[channel] - _runningMean.Span[channel]);
                _runningVariance.Span[channel] += _momentum * (_variances[channel] * count / (count - 1) - _runningVariance.Span[channel]);
            }
        }

        BatchNormalization.Apply(
            _x.Span, _batch, _channels, _positions, means.Span, variances.Span, _epsilon, _scale.Span, _shift.Span, Output.Span, from, to);
    }
}
