using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Viml.Engine.Kernels;

/// <summary>Hints to the processor, for accesses whose pattern it does not see itself: rows that lie pages apart.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Fetches the line of an address into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Near(float* address)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(address);
    }

    /// <summary>Fetches a block of floats into the second-level cache. It may reach beyond its matrix: hints never fault.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Block(float* start, nint stride, int rows, int columns)
    {
        if (!Sse.IsSupported)
            return;
        for (var row = 0; row < rows; row++, start += stride)
            for (var column = 0; column < columns; column += Scratch.Line / sizeof(float))
                Sse.Prefetch1(start + column);
    }
}
