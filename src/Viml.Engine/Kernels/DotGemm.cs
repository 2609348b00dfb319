using System.Runtime.CompilerServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// C = alpha * A * B^T + beta * C + bias for few rows of A: both operands run along the inner dimension in memory, so that tiles of 3 rows
/// of A by 4 of B are dot products of vectors. Nothing is packed: a large B, such as the weight of a layer that is applied to one query, is
/// read once.
/// </summary>
internal static unsafe class DotGemm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int RowsOfA = 3;
    private const int RowsOfB = 4;
    private const int ColumnsPerJob = 16 * RowsOfB;

    /// <summary>A is [m, k] and B [n, k], both as stored.</summary>
    public static void Multiply(in GemmCall call)
    {
        var copy = call;
        var jobs = (call.N + ColumnsPerJob - 1) / ColumnsPerJob;
        if ((long)call.M * call.N * call.K >= Gemm.SmallProduct)
            Parallelism.For(jobs, &Compute, &copy);
        else
            for (var job = 0; job < jobs; job++)
                Compute(&copy, job);
    }

    private static void Compute(void* state, int job)
    {
        ref readonly var call = ref *(GemmCall*)state;
        var sums = stackalloc float[RowsOfA * RowsOfB];
        var end = Math.Min((job + 1) * ColumnsPerJob, call.N);
        for (var column = job * ColumnsPerJob; column < end; column += RowsOfB)
        {
            var columns = Math.Min(RowsOfB, end - column);
            var b = call.B + (nint)column * call.Ldb;
            for (var row = 0; row < call.M; row += RowsOfA)
            {
                var rows = Math.Min(RowsOfA, call.M - row);
                var a = call.A + (nint)row * call.Lda;
                // Rows that a tile at the edge lacks are the first one again; their sums are not written.
                if (rows == 1)
                    One(call.K, a, b, Stride(call.Ldb, 1, columns), Stride(call.Ldb, 2, columns), Stride(call.Ldb, 3, columns), sums);
                else
                    Tile(
                        call.K, a, Stride(call.Lda, 1, rows), Stride(call.Lda, 2, rows),
                        b, Stride(call.Ldb, 1, columns), Stride(call.Ldb, 2, columns), Stride(call.Ldb, 3, columns), sums);
                Write(call, row, rows, column, columns, sums);
            }
        }
    }

    private static nint Stride(int leading, int line, int lines) => line < lines ? (nint)line * leading : 0;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(int depth, float* a, nint a1, nint a2, float* b, nint b1, nint b2, nint b3, float* sums)
    {
        TVector c00 = default, c01 = default, c02 = default, c03 = default;
        TVector c10 = default, c11 = default, c12 = default, c13 = default;
        TVector c20 = default, c21 = default, c22 = default, c23 = default;
        var i = 0;
        for (; i <= depth - TLanes.Count; i += TLanes.Count, a += TLanes.Count, b += TLanes.Count)
        {
            TVector x0 = TLanes.Load(a), x1 = TLanes.Load(a + a1), x2 = TLanes.Load(a + a2);
            var y = TLanes.Load(b);
            c00 = TLanes.MultiplyAdd(x0, y, c00);
            c10 = TLanes.MultiplyAdd(x1, y, c10);
            c20 = TLanes.MultiplyAdd(x2, y, c20);
            y = TLanes.Load(b + b1);
            c01 = TLanes.MultiplyAdd(x0, y, c01);
            c11 = TLanes.MultiplyAdd(x1, y, c11);
            c21 = TLanes.MultiplyAdd(x2, y, c21);
            y = TLanes.Load(b + b2);
            c02 = TLanes.MultiplyAdd(x0, y, c02);
            c12 = TLanes.MultiplyAdd(x1, y, c12);
            c22 = TLanes.MultiplyAdd(x2, y, c22);
            y = TLanes.Load(b + b3);
            c03 = TLanes.MultiplyAdd(x0, y, c03);
            c13 = TLanes.MultiplyAdd(x1, y, c13);
            c23 = TLanes.MultiplyAdd(x2, y, c23);
        }
        Sum(c00, c01, c02, c03, a, b, b1, b2, b3, depth - i, sums);
        Sum(c10, c11, c12, c13, a + a1, b, b1, b2, b3, depth - i, sums + RowsOfB);
        Sum(c20, c21, c22, c23, a + a2, b, b1, b2, b3, depth - i, sums + 2 * RowsOfB);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(int depth, float* a, float* b, nint b1, nint b2, nint b3, float* sums)
    {
        TVector c0 = default, c1 = default, c2 = default, c3 = default;
        var i = 0;
        for (; i <= depth - TLanes.Count; i += TLanes.Count, a += TLanes.Count, b += TLanes.Count)
        {
            var x = TLanes.Load(a);
            c0 = TLanes.MultiplyAdd(x, TLanes.Load(b), c0);
            c1 = TLanes.MultiplyAdd(x, TLanes.Load(b + b1), c1);
            c2 = TLanes.MultiplyAdd(x, TLanes.Load(b + b2), c2);
            c3 = TLanes.MultiplyAdd(x, TLanes.Load(b + b3), c3);
        }
        Sum(c0, c1, c2, c3, a, b, b1, b2, b3, depth - i, sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(
        TVector c0, TVector c1, TVector c2, TVector c3, float* a, float* b, nint b1, nint b2, nint b3, int rest, float* sums)
    {
        float s0 = TLanes.Sum(c0), s1 = TLanes.Sum(c1), s2 = TLanes.Sum(c2), s3 = TLanes.Sum(c3);
        for (var i = 0; i < rest; i++)
        {
            s0 += a[i] * b[i];
            s1 += a[i] * b[b1 + i];
            s2 += a[i] * b[b2 + i];
            s3 += a[i] * b[b3 + i];
        }
        (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
    }

    private static void Write(in GemmCall call, int row, int rows, int column, int columns, float* sums)
    {
        for (var r = 0; r < rows; r++, sums += RowsOfB)
        {
            var c = call.C + (nint)(row + r) * call.Ldc + column;
            for (var i = 0; i < columns; i++)
                c[i] = call.Alpha * sums[i] + (call.Beta == 0 ? 0 : call.Beta * c[i]) + (call.Bias == null ? 0 : call.Bias[column + i]);
        }
    }
}
