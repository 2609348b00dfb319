using System.Numerics.Tensors;
using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// The maximum over axis 2 of the batch normalisation of x [batch, channels, length, inner]: [batch, channels, inner], the same as
    /// <see cref="BatchNorm"/> and then <see cref="MaxOver"/>. Normalising keeps the order within a channel, so only the maxima are
    /// normalised and the tensor of the convolution before is read once instead of being written twice more.
    /// </summary>
    /// <exception cref="ArgumentException">Shapes do not fit, or a training batch has only one value per channel.</exception>
    public static Variable BatchNormMax(
        this Tape tape, Variable x, Variable scale, Variable shift, Variable runningMean, Variable runningVariance, float momentum = 0.1f,
        float epsilon = 1e-5f)
    {
        ShapeCheck.Rank("BatchNormMax", x, 4, "[batch, channels, length, inner]");
        foreach (var vector in new[] { scale, shift, runningMean, runningVariance })
            ShapeCheck.That(vector.Rank == 1 && vector.Length == x.Size(1), "BatchNormMax", x, vector, "vectors must be [channels]");
        if (x.Size(2) == 0)
            throw new ArgumentException($"BatchNormMax: the axis of the maximum is empty, the shape is {x.Value.ShapeText}.", nameof(x));
        return tape.Record(new BatchNormMaxOperation(tape, x, scale, shift, runningMean, runningVariance, momentum, epsilon));
    }
}

/// <summary>Every channel brought to mean 0 and variance 1, then scaled and shifted, of which the maximum over an axis is kept.</summary>
internal sealed class BatchNormMaxOperation : Operation
{
    private readonly Variable _x, _scale, _shift, _runningMean, _runningVariance;
    private readonly int _batch, _channels, _length, _inner;
    private readonly float _momentum, _epsilon;
    private readonly bool _training;
    private readonly float[] _means, _deviations; // of the batch, or the running ones
    private readonly float[] _extremes; // of x, at _positions
    private readonly int[] _positions;
    private readonly Action<int, int> _forward, _backward;

    public BatchNormMaxOperation(
        Tape tape, Variable x, Variable scale, Variable shift, Variable runningMean, Variable runningVariance, float momentum,
        float epsilon)
        : base(tape, [x.Size(0), x.Size(1), x.Size(3)], x, scale, shift)
    {
        (_x, _scale, _shift, _runningMean, _runningVariance) = (x, scale, shift, runningMean, runningVariance);
        (_batch, _channels, _length, _inner) = (x.Size(0), x.Size(1), x.Size(2), x.Size(3));
        (_momentum, _epsilon, _training) = (momentum, epsilon, tape.IsTraining);
        (_means, _deviations) = (new float[_channels], new float[_channels]);
        (_extremes, _positions) = (new float[Output.Length], new int[Output.Length]);
        if (_training && (long)_batch * _length * _inner == 1)
            throw new ArgumentException(
                $"BatchNormMax: training needs more than one value per channel, the shape is {x.Value.ShapeText}.", nameof(x));
        _forward = Forward;
        _backward = Backward;
    }

    public override void Forward()
    {
        if (Output.Length == 0)
            return;
        AxisPooling.Max(_x.Span, _batch * _channels, _length, _inner, _extremes, _positions);
        Parallelism.ForRanges(_channels, 1, _forward);
    }

    public override void Backward()
    {
        if (Output.Length > 0)
            Parallelism.ForRanges(_channels, 1, _backward);
    }

    private void Forward(int from, int to)
    {
        Normalise(from, to);
        for (var channel = from; channel < to; channel++)
        {
            if (_scale.Span[channel] < 0)
                FindMinima(channel);
            var factor = _scale.Span[channel] / _deviations[channel];
            var offset = _shift.Span[channel] - _means[channel] * factor;
            for (var row = channel; row < _batch * _channels; row += _channels)
            {
                var output = Output.Span.Slice(row * _inner, _inner);
                TensorPrimitives.Multiply(_extremes.AsSpan(row * _inner, _inner), factor, output);
                TensorPrimitives.Add(output, offset, output);
            }
        }
    }

    /// <summary>Sets mean and deviation of the channels, and in training moves the running ones.</summary>
    private void Normalise(int from, int to)
    {
        if (!_training)
        {
            for (var channel = from; channel < to; channel++)
            {
                _means[channel] = _runningMean.Span[channel];
                _deviations[channel] = MathF.Sqrt(_runningVariance.Span[channel] + _epsilon);
            }

            return;
        }

        BatchNormalization.Statistics(_x.Span, _batch, _channels, _length * _inner, _means, _deviations, from, to);
        var count = (float)_batch * _length * _inner;
        for (var channel = from; channel < to; channel++)
        {
            var variance = _deviations[channel];
            _runningMean.Span[channel] += _momentum * (_means[channel] - _runningMean.Span[channel]);
            _runningVariance.Span[channel] += _momentum * (variance * count / (count - 1) - _runningVariance.Span[channel]);
            _deviations[channel] = MathF.Sqrt(variance + _epsilon);
        }
    }

    /// <summary>A negative scale turns the order round: its maximum is the smallest x.</summary>
    private void FindMinima(int channel)
    {
        for (var row = channel; row < _batch * _channels; row += _channels)
        {
            var x = _x.Span.Slice(row * _length * _inner, _length * _inner);
            for (var i = 0; i < _inner; i++)
            {
                var smallest = 0;
                for (var position = 1; position < _length; position++)
                    if (x[position * _inner + i] < x[smallest * _inner + i])
                        smallest = position;
                _extremes[row * _inner + i] = x[smallest * _inner + i];
                _positions[row * _inner + i] = smallest;
            }
        }
    }

    private void Backward(int from, int to)
    {
        var gradient = Output.GradientSpan;
        for (var channel = from; channel < to; channel++)
        {
            double sum = 0, product = 0; // of the gradient, and of it with the normalised maxima
            for (var row = channel; row < _batch * _channels; row += _channels)
                for (var i = row * _inner; i < (row + 1) * _inner; i++)
                {
                    sum += gradient[i];
                    product += gradient[i] * ((_extremes[i] - _means[channel]) / _deviations[channel]);
                }

            if (_shift.RequiresGradient)
                _shift.GradientSpan[channel] += (float)sum;
            if (_scale.RequiresGradient)
                _scale.GradientSpan[channel] += (float)product;
            if (_x.RequiresGradient)
                SpreadToInput(channel, sum, product);
        }
    }

    /// <summary>The maxima get their gradient, and in training every x what it does to mean and deviation: a line in x.</summary>
    private void SpreadToInput(int channel, double sum, double product)
    {
        var factor = _scale.Span[channel] / _deviations[channel];
        var count = (double)_batch * _length * _inner;
        var slope = (float)(-factor * product / count / _deviations[channel]);
        var constant = (float)(-factor * sum / count) - slope * _means[channel];
        for (var row = channel; row < _batch * _channels; row += _channels)
        {
            var destination = _x.GradientSpan.Slice(row * _length * _inner, _length * _inner);
            if (_training)
            {
                TensorPrimitives.MultiplyAdd(_x.Span.Slice(row * _length * _inner, _length * _inner), slope, destination, destination);
                TensorPrimitives.Add(destination, constant, destination);
            }

            for (var i = 0; i < _inner; i++)
                destination[_positions[row * _inner + i] * _inner + i] += factor * Output.GradientSpan[row * _inner + i];
        }
    }
}
