using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// The innermost loops of matrix products and convolutions: a tile of the result stays in registers while the inner dimension runs. A tile of 6 rows by 2
/// vectors has twelve independent sums, which hide the latency of fused multiply-add (4 cycles x 2 units), and with two loaded vectors and one broadcast they
/// fill the 16 registers of AVX2. Where there are 32 registers (AVX-512) it has 12 rows: each vector that is loaded then serves twice as many rows.
/// </summary>
internal static unsafe class MicroKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int LowRows = 6;
    private const int TallRows = 12;

    /// <summary>Rows of a tile of <see cref="Correlated"/>.</summary>
    public const int CorrelatedRows = LowRows;

    /// <summary>Most rows of a tile of <see cref="Multiply"/>.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? TallRows : LowRows;
    }

    /// <summary>Rows of the tile, and of the packed panel, where so many are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TileRows(int left) => Vector512.IsHardwareAccelerated && left > LowRows ? TallRows : LowRows;

    /// <summary>Columns of a tile.</summary>
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

    /// <summary>
    /// c = alpha * a * b + beta * c + bias. With beta 0, c is not read.
    /// </summary>
    /// <param name="rows">Of the tile: what <see cref="TileRows"/> says.</param>
    /// <param name="depth">The inner dimension.</param>
    /// <param name="a">[rows, depth]: packed, or as it lies.</param>
    /// <param name="rowStride">Distance between the rows of a: 1 where it is packed.</param>
    /// <param name="depthStride">Distance between its columns: the rows where it is packed.</param>
    /// <param name="b">
    /// Row i starts at <paramref name="b"/> + <paramref name="offsets"/>[i]: a packed panel, or the shifted views of its input that a convolution sees.
    /// </param>
    /// <param name="offsets">[depth], in elements.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what c holds.</param>
    /// <param name="bias">[columns], added to every row; or null.</param>
    /// <param name="c">[rows, <see cref="Columns"/>].</param>
    /// <param name="ldc">Distance between the rows of c.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(
        int rows, int depth, float* a, nint rowStride, nint depthStride, float* b, nint* offsets, float alpha, float beta, float* bias, float* c, nint ldc)
    {
        if (Vector512.IsHardwareAccelerated && rows == TallRows)
            Tall(depth, a, rowStride, depthStride, b, offsets, alpha, beta, bias, c, ldc);
        else
            Low(depth, a, rowStride, depthStride, b, offsets, alpha, beta, bias, c, ldc);
    }

    /// <summary>
    /// c += a * b where row r of a is <paramref name="a"/> + offsets[r] read along memory and b is packed as [depth, columns]; repeated for
    /// <paramref name="images"/> images that lie <paramref name="strideA"/> and <paramref name="strideB"/> apart. The weight gradient of a
    /// convolution with stride 1: rows are kernel elements, depth runs over output positions.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlated(int images, int depth, float* a, nint* offsets, nint strideA, float* b, nint strideB, float* c, nint ldc)
    {
        var width = TLanes.Count;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (var image = 0; image < images; image++)
        {
            float* a0 = a + offsets[0], a1 = a + offsets[1], a2 = a + offsets[2];
            float* a3 = a + offsets[3], a4 = a + offsets[4], a5 = a + offsets[5];
            var row = b;
            for (nint i = 0; i < depth; i++)
            {
                var b0 = TLanes.Load(row);
                var b1 = TLanes.Load(row + width);
                var x = TLanes.Broadcast(a0[i]);
                c00 = TLanes.MultiplyAdd(x, b0, c00);
                c01 = TLanes.MultiplyAdd(x, b1, c01);
                x = TLanes.Broadcast(a1[i]);
                c10 = TLanes.MultiplyAdd(x, b0, c10);
                c11 = TLanes.MultiplyAdd(x, b1, c11);
                x = TLanes.Broadcast(a2[i]);
                c20 = TLanes.MultiplyAdd(x, b0, c20);
                c21 = TLanes.MultiplyAdd(x, b1, c21);
                x = TLanes.Broadcast(a3[i]);
                c30 = TLanes.MultiplyAdd(x, b0, c30);
                c31 = TLanes.MultiplyAdd(x, b1, c31);
                x = TLanes.Broadcast(a4[i]);
                c40 = TLanes.MultiplyAdd(x, b0, c40);
                c41 = TLanes.MultiplyAdd(x, b1, c41);
                x = TLanes.Broadcast(a5[i]);
                c50 = TLanes.MultiplyAdd(x, b0, c50);
                c51 = TLanes.MultiplyAdd(x, b1, c51);
                row += 2 * width;
            }
            a += strideA;
            b += strideB;
        }
        WriteRow(c, c00, c01, 1, 1, null);
        WriteRow(c + ldc, c10, c11, 1, 1, null);
        WriteRow(c + 2 * ldc, c20, c21, 1, 1, null);
        WriteRow(c + 3 * ldc, c30, c31, 1, 1, null);
        WriteRow(c + 4 * ldc, c40, c41, 1, 1, null);
        WriteRow(c + 5 * ldc, c50, c51, 1, 1, null);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Low(
        int depth, float* a, nint rowStride, nint depthStride, float* b, nint* offsets, float alpha, float beta, float* bias, float* c, nint ldc)
    {
        var width = TLanes.Count;
        var a3 = a + 3 * rowStride;
        var twoRows = 2 * rowStride;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (nint i = 0; i < depth; i++)
        {
            var row = b + offsets[i];
            var b0 = TLanes.Load(row);
            var b1 = TLanes.Load(row + width);
            var x = TLanes.Broadcast(a[0]);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Broadcast(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            x = TLanes.Broadcast(a[twoRows]);
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            x = TLanes.Broadcast(a3[0]);
            c30 = TLanes.MultiplyAdd(x, b0, c30);
            c31 = TLanes.MultiplyAdd(x, b1, c31);
            x = TLanes.Broadcast(a3[rowStride]);
            c40 = TLanes.MultiplyAdd(x, b0, c40);
            c41 = TLanes.MultiplyAdd(x, b1, c41);
            x = TLanes.Broadcast(a3[twoRows]);
            c50 = TLanes.MultiplyAdd(x, b0, c50);
            c51 = TLanes.MultiplyAdd(x, b1, c51);
            a += depthStride;
            a3 += depthStride;
        }
        WriteRow(c, c00, c01, alpha, beta, bias);
        WriteRow(c + ldc, c10, c11, alpha, beta, bias);
        WriteRow(c + 2 * ldc, c20, c21, alpha, beta, bias);
        WriteRow(c + 3 * ldc, c30, c31, alpha, beta, bias);
        WriteRow(c + 4 * ldc, c40, c41, alpha, beta, bias);
        WriteRow(c + 5 * ldc, c50, c51, alpha, beta, bias);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tall(
        int depth, float* a, nint rowStride, nint depthStride, float* b, nint* offsets, float alpha, float beta, float* bias, float* c, nint ldc)
    {
        var width = TLanes.Count;
        var a3 = a + 3 * rowStride;
        var a6 = a + 6 * rowStride;
        var a9 = a + 9 * rowStride;
        var twoRows = 2 * rowStride;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        TVector c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        TVector c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        for (nint i = 0; i < depth; i++)
        {
            var row = b + offsets[i];
            var b0 = TLanes.Load(row);
            var b1 = TLanes.Load(row + width);
            var x = TLanes.Broadcast(a[0]);
            c00 = TLanes.MultiplyAdd(x, b0, c00);
            c01 = TLanes.MultiplyAdd(x, b1, c01);
            x = TLanes.Broadcast(a[rowStride]);
            c10 = TLanes.MultiplyAdd(x, b0, c10);
            c11 = TLanes.MultiplyAdd(x, b1, c11);
            x = TLanes.Broadcast(a[twoRows]);
            c20 = TLanes.MultiplyAdd(x, b0, c20);
            c21 = TLanes.MultiplyAdd(x, b1, c21);
            x = TLanes.Broadcast(a3[0]);
            c30 = TLanes.MultiplyAdd(x, b0, c30);
            c31 = TLanes.MultiplyAdd(x, b1, c31);
            x = TLanes.Broadcast(a3[rowStride]);
            c40 = TLanes.MultiplyAdd(x, b0, c40);
            c41 = TLanes.MultiplyAdd(x, b1, c41);
            x = TLanes.Broadcast(a3[twoRows]);
            c50 = TLanes.MultiplyAdd(x, b0, c50);
            c51 = TLanes.MultiplyAdd(x, b1, c51);
            x = TLanes.Broadcast(a6[0]);
            c60 = TLanes.MultiplyAdd(x, b0, c60);
            c61 = TLanes.MultiplyAdd(x, b1, c61);
            x = TLanes.Broadcast(a6[rowStride]);
            c70 = TLanes.MultiplyAdd(x, b0, c70);
            c71 = TLanes.MultiplyAdd(x, b1, c71);
            x = TLanes.Broadcast(a6[twoRows]);
            c80 = TLanes.MultiplyAdd(x, b0, c80);
            c81 = TLanes.MultiplyAdd(x, b1, c81);
            x = TLanes.Broadcast(a9[0]);
            c90 = TLanes.MultiplyAdd(x, b0, c90);
            c91 = TLanes.MultiplyAdd(x, b1, c91);
            x = TLanes.Broadcast(a9[rowStride]);
            ca0 = TLanes.MultiplyAdd(x, b0, ca0);
            ca1 = TLanes.MultiplyAdd(x, b1, ca1);
            x = TLanes.Broadcast(a9[twoRows]);
            cb0 = TLanes.MultiplyAdd(x, b0, cb0);
            cb1 = TLanes.MultiplyAdd(x, b1, cb1);
            a += depthStride;
            a3 += depthStride;
            a6 += depthStride;
            a9 += depthStride;
        }
        WriteRow(c, c00, c01, alpha, beta, bias);
        WriteRow(c + ldc, c10, c11, alpha, beta, bias);
        WriteRow(c + 2 * ldc, c20, c21, alpha, beta, bias);
        WriteRow(c + 3 * ldc, c30, c31, alpha, beta, bias);
        WriteRow(c + 4 * ldc, c40, c41, alpha, beta, bias);
        WriteRow(c + 5 * ldc, c50, c51, alpha, beta, bias);
        WriteRow(c + 6 * ldc, c60, c61, alpha, beta, bias);
        WriteRow(c + 7 * ldc, c70, c71, alpha, beta, bias);
        WriteRow(c + 8 * ldc, c80, c81, alpha, beta, bias);
        WriteRow(c + 9 * ldc, c90, c91, alpha, beta, bias);
        WriteRow(c + 10 * ldc, ca0, ca1, alpha, beta, bias);
        WriteRow(c + 11 * ldc, cb0, cb1, alpha, beta, bias);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteRow(float* c, TVector left, TVector right, float alpha, float beta, float* bias)
    {
        var scale = TLanes.Broadcast(alpha);
        left = TLanes.Multiply(left, scale);
        right = TLanes.Multiply(right, scale);
        if (beta != 0)
        {
            var keep = TLanes.Broadcast(beta);
            left = TLanes.MultiplyAdd(TLanes.Load(c), keep, left);
            right = TLanes.MultiplyAdd(TLanes.Load(c + TLanes.Count), keep, right);
        }
        if (bias != null)
        {
            left = TLanes.Add(left, TLanes.Load(bias));
            right = TLanes.Add(right, TLanes.Load(bias + TLanes.Count));
        }
        TLanes.Store(left, c);
        TLanes.Store(right, c + TLanes.Count);
    }
}
