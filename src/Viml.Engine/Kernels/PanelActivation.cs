using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>A non-linearity that is applied to a result while it is in the cache.</summary>
internal enum PanelActivation
{
    /// <summary>None.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>Exact GELU.</summary>
    Gelu,
}

internal static unsafe class PanelActivations
{
    /// <summary>The function in place; null for none.</summary>
    public static delegate*<Span<float>, void> FunctionOf(PanelActivation activation) => activation switch
    {
        PanelActivation.None => null,
        PanelActivation.Relu => &ApplyRelu,
        _ => &ApplyGelu,
    };

    private static void ApplyRelu(Span<float> x) => TensorPrimitives.Max(x, 0, x);

    private static void ApplyGelu(Span<float> x) => Activations.Forward<Gelu>(x, x);
}
