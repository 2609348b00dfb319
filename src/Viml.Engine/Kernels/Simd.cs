using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Viml.Engine.Kernels;

/// <summary>The families of vector code, from the plain specification to the widest.</summary>
internal enum SimdLevel
{
    /// <summary>The scalar twins: the readable specification of every kernel.</summary>
    Scalar,

    /// <summary>128-bit vectors, which every supported processor has (SSE, NEON).</summary>
    Portable,

    /// <summary>256-bit vectors with fused multiply-add (AVX2).</summary>
    Vector256,

    /// <summary>512-bit vectors (AVX-512).</summary>
    Vector512,
}

/// <summary>
/// Which family the kernels use. Wider vectors than the processor has still compute correctly, only slowly, so tests can run every family
/// anywhere.
/// </summary>
public static class Simd
{
    /// <summary>The fastest family of this processor.</summary>
    internal static SimdLevel Best { get; } =
        Vector512.IsHardwareAccelerated ? SimdLevel.Vector512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? SimdLevel.Vector256
        : SimdLevel.Portable;

    /// <summary>The family in use, for the whole process. Kernels read it once per call.</summary>
    internal static SimdLevel Level { get; set; } = Best;

    /// <summary>The family in use, for people: "512-bit vectors (AVX-512)".</summary>
    public static string Description => Level switch
    {
        SimdLevel.Vector512 => "512-bit vectors (AVX-512)",
        SimdLevel.Vector256 => "256-bit vectors (AVX2)",
        SimdLevel.Portable => "128-bit vectors",
        _ => "no vectors",
    };
}
