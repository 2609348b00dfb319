using System.Numerics.Tensors;
using Viml.Engine.Kernels;
using Viml.Engine.Layers;
using Tensor = Viml.Engine.Tensors.Tensor;

namespace Viml.Models.Music;

/// <summary>
/// <see cref="MusiCnn"/> as it is once trained, made for speed: batch normalisation is multiplied into the convolutions, the tall filters
/// keep only their maxima, and every layer of a window writes into one array. It keeps the parameters of the moment it was made.
/// </summary>
internal sealed class MusiCnnInference
{
    private readonly (float Scale, float Shift) _spectrogramNorm;
    private readonly TallFilters[] _vertical;
    private readonly (Tensor Weight, Tensor Bias)[] _horizontal, _middle;
    private readonly (Tensor Weight, Tensor Bias) _dense1, _dense2;
    private readonly MusiCnnConfig _config;

    public MusiCnnInference(
        MusiCnnConfig config, (float Scale, float Shift) spectrogramNorm, TallFilters[] vertical, (Tensor Weight, Tensor Bias)[] horizontal,
        (Tensor Weight, Tensor Bias)[] middle, (Tensor Weight, Tensor Bias) dense1, (Tensor Weight, Tensor Bias) dense2) =>
        (_config, _spectrogramNorm, _vertical, _horizontal, _middle, _dense1, _dense2) = (
            config, spectrogramNorm, vertical, horizontal, middle, dense1, dense2);

    /// <summary>Features [batch, features] and tag logits [batch, tags] of log-mel windows [batch, 1, bands, frames].</summary>
    public (Tensor Features, Tensor Logits) Forward(Tensor mel)
    {
        var (batch, bands, frames) = (mel.Size(0), mel.Size(2), mel.Size(3));
        var normalised = new Tensor(batch, bands, frames);
        TensorPrimitives.Multiply(mel.Span, _spectrogramNorm.Scale, normalised.Span);
        TensorPrimitives.Add(normalised.Span, _spectrogramNorm.Shift, normalised.Span);
        var front = 2 * _config.VerticalFilters + 3 * _config.HorizontalFilters;
        var channels = front + 3 * _config.MiddleFilters;
        var all = new Tensor(batch, channels, frames);
        for (var i = 0; i < _vertical.Length; i++)
            _vertical[i].Forward(normalised, all, i * _config.VerticalFilters);
        var pooled = new Tensor(batch, 2 * channels); // the maxima of all channels, then their means
        Parallelism.For(batch, window =>
        {
            var planes = all.Slice(window, 1).Reshape(channels, frames);
            Horizontal(normalised.Slice(window, 1).Span, planes);
            Middle(planes, front);
            for (var channel = 0; channel < channels; channel++)
            {
                var line = planes.Span.Slice(channel * frames, frames);
                pooled.Span[window * 2 * channels + channel] = TensorPrimitives.Max<float>(line);
                pooled.Span[(window * 2 + 1) * channels + channel] = TensorPrimitives.Sum<float>(line) / frames;
            }
        });
        Tensor features = new(batch, _config.Features), logits = new(batch, _config.Tags);
        Inference.Linear(pooled, _dense1.Weight, _dense1.Bias, features);
        Inference.Activate(FeedForwardActivation.Relu, features);
        Inference.Linear(features, _dense2.Weight, _dense2.Bias, logits);
        return (features, logits);
    }

    // Long filters over the mean of all bands.
    private void Horizontal(ReadOnlySpan<float> window, Tensor planes)
    {
        var frames = planes.Size(1);
        var mean = new Tensor(1, 1, frames);
        for (var band = 0; band < window.Length / frames; band++)
            TensorPrimitives.Add(mean.Span, window.Slice(band * frames, frames), mean.Span);
        TensorPrimitives.Divide(mean.Span, window.Length / frames, mean.Span);
        for (var i = 0; i < _horizontal.Length; i++)
        {
            var y = planes.Slice(2 * _config.VerticalFilters + i * _config.HorizontalFilters, _config.HorizontalFilters);
            Convolve(mean, _horizontal[i], y);
        }
    }

    // Three convolutions over time, each behind the channels it reads; the second and the third add their input.
    private void Middle(Tensor planes, int front)
    {
        var (from, count) = (0, front);
        for (var i = 0; i < _middle.Length; i++)
        {
            var x = planes.Slice(from, count);
            var y = planes.Slice(from + count, _config.MiddleFilters);
            Convolve(x.Reshape(1, count, planes.Size(1)), _middle[i], y);
            if (i > 0)
                TensorPrimitives.Add(y.Span, x.Span, y.Span);
            (from, count) = (from + count, _config.MiddleFilters);
        }
    }

    private static void Convolve(Tensor x, (Tensor Weight, Tensor Bias) layer, Tensor y)
    {
        Inference.Conv1d(x, layer.Weight, layer.Bias, layer.Weight.Size(2) / 2, y.Reshape(1, y.Size(0), y.Size(1)));
        TensorPrimitives.Max(y.Span, 0, y.Span);
    }
}
