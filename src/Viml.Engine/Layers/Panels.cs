using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>
/// The layout of weights that <see cref="PanelLinear"/> and <see cref="ImageConvolution"/> read: outputs in panels of <see cref="Width"/>,
/// and within a panel the outputs innermost. Files of converted networks hold their weights so, and are used where they are mapped.
/// </summary>
public static class Panels
{
    /// <summary>Outputs of a panel.</summary>
    public const int Width = PanelProduct.Width;

    /// <summary>The weight of a linear layer, [out, in], as [panels, in, width], with zeros up to the end of the last panel.</summary>
    /// <exception cref="ArgumentException">It is no matrix.</exception>
    public static Tensor OfLinear(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 2)
            throw new ArgumentException($"Panels: {weight.ShapeText} is not [out, in].", nameof(weight));
        var (outputs, inputs) = (weight.Size(0), weight.Size(1));
        var panels = new Tensor(PanelProduct.Count(outputs), inputs, Width);
        PanelProduct.Pack(weight.Memory, outputs, inputs, panels.Memory);
        return panels;
    }

    /// <summary>
    /// The weight of a convolution, [out, in, height, width], as [out / width, height x width x in, width]: inputs lie inside positions.
    /// </summary>
    /// <exception cref="ArgumentException">It has another rank, or its outputs are no multiple of the width.</exception>
    public static Tensor OfConvolution(Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(weight);
        if (weight.Rank != 4 || weight.Size(0) % Width != 0)
            throw new ArgumentException($"Panels: {weight.ShapeText} is not [a multiple of {Width}, in, height, width].", nameof(weight));
        var (outputs, inputs, positions) = (weight.Size(0), weight.Size(1), weight.Size(2) * weight.Size(3));
        var depth = inputs * positions;
        var panels = new Tensor(outputs / Width, depth, Width);
        Span<float> source = weight.Span, target = panels.Span;
        for (var output = 0; output < outputs; output++)
            for (var input = 0; input < inputs; input++)
                for (var position = 0; position < positions; position++)
                    target[(output / Width * depth + position * inputs + input) * Width + output % Width] =
                        source[(output * inputs + input) * positions + position];
        return panels;
    }
}
