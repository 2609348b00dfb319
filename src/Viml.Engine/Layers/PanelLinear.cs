using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// A linear layer without a tape, y = activation(x W^T + b), whose weight is laid out for it, see <see cref="Panels"/>: the fastest for few
/// rows at a time.
/// </summary>
public sealed class PanelLinear
{
    private readonly Tensor _panels, _bias;

    /// <summary>Keeps the weight and the bias as they lie.</summary>
    /// <param name="panels">[out / width, in, width], see <see cref="Panels.OfLinear"/>.</param>
    /// <param name="bias">[out].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PanelLinear(Tensor panels, Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(bias);
        if (panels.Rank != 3 || panels.Size(2) != Panels.Width || bias.Length != panels.Size(0) * Panels.Width)
            throw new ArgumentException($"PanelLinear: panels {panels.ShapeText} and bias {bias.ShapeText} do not fit.");
        (_panels, _bias) = (panels, bias);
    }

    /// <summary>Applies the layer to x [..., in].</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">Receives [..., out].</param>
    /// <param name="adds">Adds to what y holds.</param>
    /// <param name="gelu">Applies GELU to the result.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Forward(Tensor x, Tensor y, bool adds = false, bool gelu = false)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var depth = _panels.Size(1);
        var rows = x.Length / depth;
        if (x.Rank == 0 || x.Size(-1) != depth || y.Rank == 0 || y.Size(-1) != _bias.Length || y.Length != rows * _bias.Length)
            throw new ArgumentException($"PanelLinear: {x.ShapeText} and {y.ShapeText} are not [..., {depth}] and [..., {_bias.Length}].");
        PanelProduct.Multiply(
            rows, depth, x.Span, _panels.Span, _bias.Span, y.Span, adds, gelu ? PanelActivation.Gelu : PanelActivation.None);
    }
}
