using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Viml.Engine.Kernels;

/// <summary>Transposed copies of small matrices, as packing needs them.</summary>
internal static unsafe class Transposition
{
    private const int Block = 4;
    private const int Strip = 16;

    /// <summary>destination[column * destinationStride + row] = source[row * sourceStride + column].</summary>
    public static void Copy(float* source, int sourceStride, int rows, int columns, float* destination, int destinationStride)
    {
        if (rows < Block || columns < Block || !(Sse.IsSupported || AdvSimd.Arm64.IsSupported))
        {
            CopyScalar(source, sourceStride, rows, columns, destination, destinationStride);
            return;
        }
        // Strips as wide as a cache line: each line of the source is read once, even where rows lie a power of two apart and evict each
        // other, and what is written stays near. The last block of a row or column is moved back to end with it; what overlaps is written
        // twice, with the same values.
        for (var strip = 0; strip < columns; strip += Strip)
            for (var row = 0; row < rows; row += Block)
            {
                var r = Math.Min(row, rows - Block);
                for (var column = strip; column < Math.Min(strip + Strip, columns); column += Block)
                {
                    var c = Math.Min(column, columns - Block);
                    CopyBlock(
                        source + (nint)r * sourceStride + c, sourceStride, destination + (nint)c * destinationStride + r,
                        destinationStride);
                }
            }
    }

    /// <summary>The scalar twin of <see cref="Copy"/>.</summary>
    public static void CopyScalar(float* source, int sourceStride, int rows, int columns, float* destination, int destinationStride)
    {
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                destination[(nint)column * destinationStride + row] = source[(nint)row * sourceStride + column];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyBlock(float* source, int sourceStride, float* destination, int destinationStride)
    {
        var r0 = Vector128.Load(source);
        var r1 = Vector128.Load(source + sourceStride);
        var r2 = Vector128.Load(source + 2 * (nint)sourceStride);
        var r3 = Vector128.Load(source + 3 * (nint)sourceStride);
        // Interleave rows 0 with 2 and 1 with 3, then both results: the classic 4x4 transpose by zips.
        var low02 = ZipLow(r0, r2);
        var high02 = ZipHigh(r0, r2);
        var low13 = ZipLow(r1, r3);
        var high13 = ZipHigh(r1, r3);
        ZipLow(low02, low13).Store(destination);
        ZipHigh(low02, low13).Store(destination + destinationStride);
        ZipLow(high02, high13).Store(destination + 2 * (nint)destinationStride);
        ZipHigh(high02, high13).Store(destination + 3 * (nint)destinationStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackLow(left, right) : AdvSimd.Arm64.ZipLow(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> left, Vector128<float> right) =>
        Sse.IsSupported ? Sse.UnpackHigh(left, right) : AdvSimd.Arm64.ZipHigh(left, right);
}
