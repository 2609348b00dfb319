using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// A convolution of images without a tape, for networks that were trained elsewhere: channels lie innermost, [batch, height, width,
/// channels], square kernels have as much padding as leaves the size, and their weights are laid out as <see cref="Panels"/>. Kernels of
/// 3 x 3 with stride 1 take a quarter of the multiplications that they are defined by, at the price of a copy of their weights.
/// </summary>
public sealed class ImageConvolution
{
    // With more channels the copy of the weights, four times as large, takes longer to read than the multiplications it saves.
    private const int MostTiledChannels = 256;

    private readonly Tensor _panels, _bias;
    private readonly int _inputs, _kernel, _stride;
    private readonly Lazy<float[]> _products;

    /// <summary>Keeps the weight and the bias as they lie.</summary>
    /// <param name="panels">[out / width, kernel x kernel x in, width], see <see cref="Panels.OfConvolution"/>.</param>
    /// <param name="bias">[out].</param>
    /// <param name="kernel">Height and width of the kernel; odd.</param>
    /// <param name="stride">Distance between the positions of the kernel.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public ImageConvolution(Tensor panels, Tensor bias, int kernel, int stride)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(bias);
        if (panels.Rank != 3 || panels.Size(2) != Panels.Width || bias.Length != panels.Size(0) * Panels.Width
            || kernel < 1 || kernel % 2 == 0 || panels.Size(1) % (kernel * kernel) != 0 || stride < 1)
            throw new ArgumentException(
                $"ImageConvolution: panels {panels.ShapeText}, bias {bias.ShapeText}, kernel {kernel} and stride {stride} do not fit.");
        (_panels, _bias, _kernel, _stride) = (panels, bias, kernel, stride);
        _inputs = panels.Size(1) / (kernel * kernel);
        var isTiled = kernel == 3 && stride == 1 && _inputs % 4 == 0 && Math.Max(_inputs, bias.Length) <= MostTiledChannels;
        _products = new(() => isTiled ? WinogradTiles.TransformKernels(_panels.Span, _inputs, _bias.Length) : []);
    }

    /// <summary>The shape of the result for images of a shape.</summary>
    public int[] OutputShape(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var shape = Shape(x);
        return [shape.Batch, shape.OutputHeight, shape.OutputWidth, shape.OutputChannels];
    }

    /// <summary>Convolves x [batch, height, width, in].</summary>
    /// <param name="x">The images.</param>
    /// <param name="y">Receives the result, of <see cref="OutputShape"/>.</param>
    /// <param name="adds">Adds to what y holds.</param>
    /// <param name="relu">Applies ReLU to the result.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Forward(Tensor x, Tensor y, bool adds = false, bool relu = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (!y.Shape.SequenceEqual(OutputShape(x)))
            throw new ArgumentException($"ImageConvolution: {y.ShapeText} is not {Tensor.Describe(OutputShape(x))}.", nameof(y));
        PanelConvolution.Forward(
            Shape(x), x.Span, _panels.Span, _products.Value, _bias.Span, y.Span, adds, relu ? PanelActivation.Relu : PanelActivation.None);
    }

    private ConvolutionShape Shape(Tensor x) => x.Rank == 4 && x.Size(3) == _inputs
        ? new(x.Size(0), _inputs, x.Size(1), x.Size(2), _bias.Length, _kernel, _kernel, _stride, _stride, _kernel / 2, _kernel / 2)
        : throw new ArgumentException($"ImageConvolution: {x.ShapeText} is not [batch, height, width, {_inputs}].", nameof(x));
}
