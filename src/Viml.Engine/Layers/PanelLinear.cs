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
    /// <param name="panels">[panels, in, width], see <see cref="Panels.OfLinear"/>.</param>
    /// <param name="bias">[out].</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PanelLinear(Tensor panels, Tensor bias)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentNullException.ThrowIfNull(bias);
        if (panels.Rank != 3 || panels.Size(2) != Panels.Width || panels.Size(0) != PanelProduct.Count(bias.Length))
            throw new ArgumentException($"PanelLinear: panels {panels.ShapeText} and bias {bias.ShapeText} do not fit.");
        (_panels, _bias) = (panels, bias);
    }

    /// <summary>A layer with the parameters of a <see cref="Linear"/>, whose weight is laid out anew.</summary>
    public static PanelLinear Of(ParameterScope scope, int inputs, int outputs, bool bias = true)
    {
        var layer = new Linear(scope, inputs, outputs, bias);
        return new PanelLinear(Panels.OfLinear(layer.Weight), layer.Bias ?? new Tensor(outputs));
    }

    /// <summary>Applies the layer to x [..., in].</summary>
    /// <param name="x">The input.</param>
    /// <param name="y">[..., width], whose columns from <paramref name="column"/> on receive the result.</param>
    /// <param name="column">The first column.</param>
    /// <param name="adds">Adds to what y holds.</param>
    /// <param name="activation">Applied to the result.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Forward(Tensor x, Tensor y, int column = 0, bool adds = false, FeedForwardActivation? activation = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var depth = _panels.Size(1);
        var rows = x.Length / depth;
        if (x.Rank == 0 || x.Size(-1) != depth || y.Rank == 0 || column < 0 || y.Size(-1) < column + _bias.Length
            || y.Length != rows * y.Size(-1))
            throw new ArgumentException(
                $"PanelLinear: {x.ShapeText} and {y.ShapeText} are not [..., {depth}] and [..., at least {column + _bias.Length}].");
        if (rows > 0)
            PanelProduct.Multiply(
                rows, depth, x.Span, _panels.Span, _bias.Span, y.Span[column..], y.Size(-1), adds, activation switch
                {
                    null => PanelActivation.None,
                    FeedForwardActivation.Gelu => PanelActivation.Gelu,
                    FeedForwardActivation.QuickGelu => PanelActivation.QuickGelu,
                    _ => PanelActivation.Relu,
                });
    }
}
