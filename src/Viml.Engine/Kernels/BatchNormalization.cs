using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// Batch normalisation (Ioffe, Szegedy 2015) of [batch, channels, positions]: every channel is normalised over batch and positions.
/// All methods work on the channels [from, to) and sum in a fixed order.
/// </summary>
internal static class BatchNormalization
{
    /// <summary>Mean and biased variance of each channel.</summary>
    public static void Statistics(
        ReadOnlySpan<float> x, int batch, int channels, int positions, Span<float> means, Span<float> variances, int from, int to)
    {
        var count = (double)batch * positions;
        for (var channel = from; channel < to; channel++)
        {
            double sum = 0, squares = 0;
            for (var n = 0; n < batch; n++)
                sum += TensorPrimitives.Sum(x.Slice((n * channels + channel) * positions, positions));
            var mean = (float)(sum / count);
            for (var n = 0; n < batch; n++)
                squares += Centred.SumOfSquares(x.Slice((n * channels + channel) * positions, positions), mean);
            means[channel] = mean;
            variances[channel] = (float)(squares / count);
        }
    }

    /// <summary>y = (x - mean) / sqrt(variance + epsilon) * scale + shift.</summary>
    public static void Apply(
        ReadOnlySpan<float> x, int batch, int channels, int positions, ReadOnlySpan<float> means, ReadOnlySpan<float> variances,
        float epsilon,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> shift, Span<float> y, int from, int to)
    {
        for (var channel = from; channel < to; channel++)
        {
            var factor = scale[channel] / MathF.Sqrt(variances[channel] + epsilon);
            for (var n = 0; n < batch; n++)
            {
                var start = (n * channels + channel) * positions;
                if (positions == 1)
                {
                    y[start] = (x[start] - means[channel]) * factor + shift[channel];
                    continue;
                }

                var target = y.Slice(start, positions);
                TensorPrimitives.Subtract(x.Slice(start, positions), means[channel], target);
                TensorPrimitives.Multiply(target, factor, target);
                TensorPrimitives.Add(target, shift[channel], target);
            }
        }
    }

    /// <summary>
    /// Adds the derivatives with batch statistics: dx += factor * scale * (dy - mean(dy) - n * mean(dy * n)) with the normalised n. Empty
    /// destinations are left out.
    /// </summary>
    public static void Gradient(
        ReadOnlySpan<float> x, int batch, int channels, int positions, ReadOnlySpan<float> means, ReadOnlySpan<float> variances,
        float epsilon,
        ReadOnlySpan<float> scale, ReadOnlySpan<float> dy, Span<float> dx, Span<float> scaleGradient, Span<float> shiftGradient, int from,
        int to)
    {
        var count = (double)batch * positions;
        for (var channel = from; channel < to; channel++)
        {
            var mean = means[channel];
            var factor = 1 / MathF.Sqrt(variances[channel] + epsilon);
            double sum = 0, dot = 0;
            for (var n = 0; n < batch; n++)
            {
                var values = x.Slice((n * channels + channel) * positions, positions);
                var gradient = dy.Slice((n * channels + channel) * positions, positions);
                sum += TensorPrimitives.Sum(gradient);
                dot += Centred.Dot(gradient, values, mean);
            }

            if (!shiftGradient.IsEmpty)
                shiftGradient[channel] += (float)sum;
            if (!scaleGradient.IsEmpty)
                scaleGradient[channel] += (float)(dot * factor);
            if (dx.IsEmpty)
                continue;

            // n = (x - mean) * factor, so n * mean(dy * n) is (x - mean) * slope, and everything is linear in x and dy.
            var (centre, slope) = ((float)(sum / count), (float)(dot * factor * factor / count));
            var outer = scale[channel] * factor;
            for (var n = 0; n < batch; n++)
            {
                var start = (n * channels + channel) * positions;
                Centred.AddGradient(
                    x.Slice(start, positions), mean, dy.Slice(start, positions), centre, slope, outer, dx.Slice(start, positions));
            }
        }
    }
}
