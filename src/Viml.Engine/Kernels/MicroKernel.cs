using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// The innermost loops of matrix products and convolutions: a tile of the result stays in registers while the inner dimension runs. A tile
/// of 6 rows by 2 vectors has twelve independent sums, which hide the latency of fused multiply-add (4 cycles x 2 units). With two loaded
/// vectors and one broadcast they fill the 16 registers of AVX2. Where there are 32 registers (AVX-512) a tile has 12 rows: each vector
/// that is loaded then serves twice as many rows.
/// </summary>
internal static unsafe class MicroKernel<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int LowRows = 6;
    private const int TallRows = 12;
    private const int FloatsAhead = 1024;

    /// <summary>Rows of a tile of <see cref="Correlate"/>.</summary>
    public const int CorrelationRows = LowRows;

    /// <summary>Rows of the tallest tile of <see cref="Multiply"/>.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? TallRows : LowRows;
    }

    /// <summary>Rows of the tile, and of the packed panel, where <paramref name="left"/> are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TileRows(int left) => Vector512.IsHardwareAccelerated && left > LowRows ? TallRows : LowRows;

    /// <summary>Columns of a tile.</summary>
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

    /// <summary>c = alpha * a * b + beta * c + bias for a tile of <paramref name="rows"/>, which <see cref="TileRows"/> says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(int rows, in TileProduct tile)
    {
        var isTall = Vector512.IsHardwareAccelerated && rows == TallRows;
        if (tile.FetchesAhead && isTall)
            Multiply<TallFetching>(tile);
        else if (tile.FetchesAhead)
            Multiply<LowFetching>(tile);
        else if (isTall)
            Multiply<Tall>(tile);
        else
            Multiply<Low>(tile);
    }

    /// <summary>
    /// The same for a tile of which only the first rows and columns exist in c and in the bias; <paramref name="columns"/> may be more than
    /// it has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Multiply(int tileRows, in TileProduct tile, int rows, int columns)
    {
        if (rows == tileRows && columns >= Columns)
            Multiply(tileRows, tile);
        else
            MultiplyPart(tileRows, tile, rows, Math.Min(columns, Columns));
    }

    private static void MultiplyPart(int tileRows, in TileProduct tile, int rows, int columns)
    {
        var whole = stackalloc float[TallRows * Columns];
        Multiply(tileRows, tile with { C = whole, Ldc = Columns, Beta = 0, Bias = null });
        var c = tile.C;
        for (var row = 0; row < rows; row++, whole += Columns, c += tile.Ldc)
        {
            if (columns < TLanes.Count)
            {
                for (var column = 0; column < columns; column++)
                    c[column] = whole[column] + (tile.Beta == 0 ? 0 : tile.Beta * c[column])
                        + (tile.Bias == null ? 0 : tile.Bias[column]);
                continue;
            }
            // The last vector overlaps those before it, so it is computed from what c held before they were written.
            var last = columns - TLanes.Count;
            var end = Sum(whole, c, last, tile.Beta, tile.Bias);
            for (var column = 0; column < last; column += TLanes.Count)
                TLanes.Store(Sum(whole, c, column, tile.Beta, tile.Bias), c + column);
            TLanes.Store(end, c + last);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Sum(float* whole, float* c, int column, float beta, float* bias)
    {
        var sum = TLanes.Load(whole + column);
        if (beta != 0)
            sum = TLanes.MultiplyAdd(TLanes.Load(c + column), TLanes.Broadcast(beta), sum);
        return bias == null ? sum : TLanes.Add(sum, TLanes.Load(bias + column));
    }

    // Compiled once for each form: the sums of the upper rows do not exist in a low tile.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<TForm>(in TileProduct tile)
        where TForm : struct, IForm
    {
        nint width = TLanes.Count, depth = tile.Depth, rowStride = tile.RowStride, twoRows = 2 * rowStride, depthStride = tile.DepthStride;
        float* a = tile.A, b = tile.B;
        var offsets = tile.Offsets;
        float* a3 = a + 3 * rowStride, a6 = a3 + 3 * rowStride, a9 = a6 + 3 * rowStride;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        TVector c60 = default, c61 = default, c70 = default, c71 = default, c80 = default, c81 = default;
        TVector c90 = default, c91 = default, ca0 = default, ca1 = default, cb0 = default, cb1 = default;
        for (nint i = 0; i < depth; i++)
        {
            var row = b + offsets[i];
            var b0 = TLanes.Load(row);
            var b1 = TLanes.Load(row + width);
            if (TForm.FetchesAhead)
            {
                Prefetch.Near(row + FloatsAhead);
                Prefetch.Near(row + FloatsAhead + width);
            }
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
            if (!TForm.IsTall)
                continue;
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
            a6 += depthStride;
            a9 += depthStride;
        }
        WriteRow(tile.C, c00, c01, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + tile.Ldc, c10, c11, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 2 * tile.Ldc, c20, c21, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 3 * tile.Ldc, c30, c31, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 4 * tile.Ldc, c40, c41, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 5 * tile.Ldc, c50, c51, tile.Alpha, tile.Beta, tile.Bias);
        if (!TForm.IsTall)
            return;
        WriteRow(tile.C + 6 * tile.Ldc, c60, c61, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 7 * tile.Ldc, c70, c71, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 8 * tile.Ldc, c80, c81, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 9 * tile.Ldc, c90, c91, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 10 * tile.Ldc, ca0, ca1, tile.Alpha, tile.Beta, tile.Bias);
        WriteRow(tile.C + 11 * tile.Ldc, cb0, cb1, tile.Alpha, tile.Beta, tile.Bias);
    }

    /// <summary>
    /// c += a * b over all images: the weight gradient of a convolution with stride 1, where rows are kernel elements and the depth runs
    /// over output positions. A loop of its own, since its rows of a lie at any distance from each other and need a register each.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Correlate(in CorrelationTile tile)
    {
        nint width = TLanes.Count, depth = tile.Depth;
        float* a = tile.A, b = tile.B;
        var offsets = tile.Offsets;
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default;
        TVector c30 = default, c31 = default, c40 = default, c41 = default, c50 = default, c51 = default;
        for (var image = 0; image < tile.Images; image++)
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
            a += tile.StrideA;
            b += tile.StrideB;
        }
        WriteRow(tile.C, c00, c01, 1, 1, null);
        WriteRow(tile.C + tile.Ldc, c10, c11, 1, 1, null);
        WriteRow(tile.C + 2 * tile.Ldc, c20, c21, 1, 1, null);
        WriteRow(tile.C + 3 * tile.Ldc, c30, c31, 1, 1, null);
        WriteRow(tile.C + 4 * tile.Ldc, c40, c41, 1, 1, null);
        WriteRow(tile.C + 5 * tile.Ldc, c50, c51, 1, 1, null);
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

    private interface IForm
    {
        public static abstract bool IsTall { get; }

        public static abstract bool FetchesAhead { get; }
    }

    private readonly struct Low : IForm
    {
        public static bool IsTall => false;

        public static bool FetchesAhead => false;
    }

    private readonly struct LowFetching : IForm
    {
        public static bool IsTall => false;

        public static bool FetchesAhead => true;
    }

    private readonly struct Tall : IForm
    {
        public static bool IsTall => true;

        public static bool FetchesAhead => false;
    }

    private readonly struct TallFetching : IForm
    {
        public static bool IsTall => true;

        public static bool FetchesAhead => true;
    }
}

/// <summary>The operands of <see cref="MicroKernel{TLanes,TVector}.Multiply(int, in TileProduct)"/>.</summary>
internal unsafe struct TileProduct()
{
    /// <summary>The inner dimension.</summary>
    public int Depth;

    /// <summary>[rows, depth]: packed, or in place in its matrix.</summary>
    public float* A;

    /// <summary>Distances between the rows and between the columns of a: 1 and the number of rows where it is packed.</summary>
    public nint RowStride, DepthStride;

    /// <summary>Row i starts at B + Offsets[i]: a packed panel, or the shifted views of its input that a convolution sees.</summary>
    public float* B;

    public nint* Offsets;

    /// <summary>
    /// Whether B runs on in memory and comes from there: 4 KB ahead of its use it is fetched into the first-level cache. Where B is in a
    /// cache already, this costs some percent.
    /// </summary>
    public bool FetchesAhead;

    /// <summary>Factors of the product and of what c holds. With beta 0, c is not read.</summary>
    public float Alpha = 1, Beta;

    /// <summary>[columns], added to every row; or null.</summary>
    public float* Bias;

    /// <summary>[rows, columns].</summary>
    public float* C;

    /// <summary>Distance between the rows of c.</summary>
    public nint Ldc;
}

/// <summary>The operands of <see cref="MicroKernel{TLanes,TVector}.Correlate"/>.</summary>
internal unsafe struct CorrelationTile
{
    public int Images, Depth;

    /// <summary>Row r of the first image starts at A + Offsets[r] and runs along memory.</summary>
    public float* A;

    public nint* Offsets;

    /// <summary>[depth, columns] of the first image, packed.</summary>
    public float* B;

    /// <summary>Distances between the images.</summary>
    public nint StrideA, StrideB;

    /// <summary>[rows, columns].</summary>
    public float* C;

    /// <summary>Distance between the rows of c.</summary>
    public nint Ldc;
}
