using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// Tall filters over images of one channel, the maximum of each over all rows, and ReLU, without a tape: y = ReLU(max over rows(x * weight)
/// + bias). The weights are prepared once; the filters then take about half the multiplications that they are defined by.
/// </summary>
public sealed class TallFilters
{
    private readonly int _filters, _rows, _columns, _padding;
    private readonly float[] _weight, _transformed, _bias;

    /// <summary>Prepares the weights.</summary>
    /// <param name="weight">[filters, 1, rows, columns].</param>
    /// <param name="bias">[filters].</param>
    /// <param name="padding">Zeros before the first and after the last column of an image.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public TallFilters(Tensor weight, Tensor bias, int padding)
    {
        ArgumentNullException.ThrowIfNull(weight);
        ArgumentNullException.ThrowIfNull(bias);
        ArgumentOutOfRangeException.ThrowIfNegative(padding);
        if (weight.Rank != 4 || weight.Size(1) != 1 || weight.Length == 0 || bias.Length != weight.Size(0))
            throw new ArgumentException(
                $"TallFilters: weight {weight.ShapeText} and bias {bias.ShapeText} must be [filters, 1, rows, columns] and [filters].");
        (_filters, _rows, _columns, _padding) = (weight.Size(0), weight.Size(2), weight.Size(3), padding);
        (_weight, _bias) = (weight.Span.ToArray(), bias.Span.ToArray());
        _transformed = TallConvolution.TransformKernels(_weight, _filters, _rows, _columns);
    }

    /// <summary>Filters images.</summary>
    /// <param name="images">[batch, rows, columns], at least as high as the filters.</param>
    /// <param name="y">
    /// [batch, channels, columns + 2 padding - filter columns + 1], of which the channels from <paramref name="channel"/> on are written.
    /// </param>
    /// <param name="channel">The first channel that is written.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Forward(Tensor images, Tensor y, int channel)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        if (images.Rank != 3 || y.Rank != 3 || images.Size(1) < _rows || images.Size(2) + 2 * _padding < _columns
            || y.Size(0) != images.Size(0) || y.Size(1) < channel + _filters
            || y.Size(2) != images.Size(2) + 2 * _padding - _columns + 1)
            throw new ArgumentException(
                $"TallFilters: {_filters} filters [{_rows}, {_columns}] with padding {_padding} do not lead from {images.ShapeText} "
                + $"to {y.ShapeText} from channel {channel} on.");
        var shape = new TallShape(images.Size(0), images.Size(1), images.Size(2), _padding, _filters, _rows, _columns, y.Size(1));
        if (shape.Batch > 0)
            TallConvolution.Forward(shape, images.Span, _weight, _transformed, _bias, y.Span[(channel * y.Size(2))..]);
    }
}
