using System.Runtime.Intrinsics;
using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// Tall filters over images of one channel, the maximum of each over all rows, and ReLU, without a tape: y = ReLU(max over rows(x * weight) + bias). The weights
/// are prepared once; the filters then take about half the multiplications that they are defined by.
/// </summary>
public sealed unsafe class TallFilters
{
    private const int Products = TallConvolutionCall.Products;

    // The kernel transform of F(4, 3), with the points 0, 1, -1, 2, -2 and infinity.
    private static readonly double[][] KernelTransform =
    [
        [1 / 4.0, 0, 0], [-1 / 6.0, -1 / 6.0, -1 / 6.0], [-1 / 6.0, 1 / 6.0, -1 / 6.0], [1 / 24.0, 1 / 12.0, 1 / 6.0], [1 / 24.0, -1 / 12.0, 1 / 6.0], [0, 0, 1],
    ];

    private readonly int _filters, _rows, _columns, _padding;
    private readonly float[] _direct, _transformed, _bias;

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
            throw new ArgumentException($"Tall filters take a weight [filters, 1, rows, columns] and a bias [filters], not {weight.ShapeText} and {bias.ShapeText}.");
        (_filters, _rows, _columns, _padding) = (weight.Size(0), weight.Size(2), weight.Size(3), padding);
        (_direct, _bias) = (weight.Span.ToArray(), bias.Span.ToArray());
        var depth = (_rows + 2) / 3 * _columns;
        _transformed = new float[Products * _filters * depth];
        for (var product = 0; product < Products; product++)
            for (var filter = 0; filter < _filters; filter++)
                for (var element = 0; element < depth; element++)
                {
                    var (piece, column) = Math.DivRem(element, _columns);
                    var sum = 0.0;
                    for (var row = 3 * piece; row < Math.Min(3 * piece + 3, _rows); row++)
                        sum += KernelTransform[product][row - 3 * piece] * _direct[(filter * _rows + row) * _columns + column];
                    _transformed[(product * _filters + filter) * depth + element] = (float)sum;
                }
    }

    /// <summary>Filters images.</summary>
    /// <param name="images">[batch, rows, columns], at least as high as the filters.</param>
    /// <param name="y">Receives the result in the channels from <paramref name="channel"/> on of [batch, channels, columns + 2 padding - filter columns + 1].</param>
    /// <param name="channel">The first channel that is written.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Forward(Tensor images, Tensor y, int channel)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfNegative(channel);
        if (images.Rank != 3 || y.Rank != 3 || images.Size(1) < _rows || images.Size(2) + 2 * _padding < _columns || y.Size(0) != images.Size(0)
            || y.Size(1) < channel + _filters || y.Size(2) != images.Size(2) + 2 * _padding - _columns + 1)
            throw new ArgumentException(
                $"{_filters} filters [{_rows}, {_columns}] with padding {_padding} cannot filter {images.ShapeText} into {y.ShapeText} from channel {channel} on.");
        if (images.Size(0) == 0)
            return;
        fixed (float* x = images.Span, weight = Simd.Level == SimdLevel.Scalar ? _direct : _transformed, bias = _bias, output = y.Span)
        {
            var call = new TallConvolutionCall
            {
                Images = x, Weight = weight, Bias = bias, Output = output + (nint)channel * y.Size(2),
                Batch = images.Size(0), Rows = images.Size(1), ImageColumns = images.Size(2), Padding = _padding,
                Filters = _filters, KernelRows = _rows, KernelColumns = _columns, OutputChannels = y.Size(1),
            };
            switch (Simd.Level)
            {
                case SimdLevel.Vector512:
                    TallConvolution<Lanes512, Vector512<float>>.Forward(call);
                    break;
                case SimdLevel.Vector256:
                    TallConvolution<Lanes256, Vector256<float>>.Forward(call);
                    break;
                case SimdLevel.Portable:
                    TallConvolution<Lanes128, Vector128<float>>.Forward(call);
                    break;
                default:
                    ForwardScalar(call);
                    break;
            }
        }
    }

    // The specification, with the weights as they are defined.
    private static void ForwardScalar(in TallConvolutionCall call)
    {
        for (var image = 0; image < call.Batch; image++)
            for (var filter = 0; filter < call.Filters; filter++)
                for (var column = 0; column < call.OutputColumns; column++)
                {
                    var maximum = float.NegativeInfinity;
                    for (var row = 0; row < call.OutputRows; row++)
                    {
                        var sum = 0f;
                        for (var y = 0; y < call.KernelRows; y++)
                            for (var x = 0; x < call.KernelColumns; x++)
                                if ((uint)(column + x - call.Padding) < (uint)call.ImageColumns)
                                    sum += call.Weight[(filter * call.KernelRows + y) * call.KernelColumns + x]
                                        * call.Images[((nint)image * call.Rows + row + y) * call.ImageColumns + column + x - call.Padding];
                        maximum = Math.Max(maximum, sum);
                    }
                    call.Output[((nint)image * call.OutputChannels + filter) * call.OutputColumns + column] = Math.Max(0, maximum + call.Bias[filter]);
                }
    }
}
