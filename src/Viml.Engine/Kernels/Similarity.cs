using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Exact search: dot products of a query with every row of a matrix. With unit vectors that is the cosine similarity. Limited by memory
/// bandwidth; several queries at once are better served by <see cref="Gemm"/>.
/// </summary>
public static unsafe class Similarity
{
    // About 256 KB of rows: less is not worth a second thread.
    private const int ElementsPerRange = 1 << 16;

    /// <summary>scores[i] = rows[i] . query. A row's score depends on nothing but the row and the query, in whatever matrix it stands.</summary>
    /// <param name="rows">The matrix, [count, width].</param>
    /// <param name="width">Elements of a row; at least 1.</param>
    /// <param name="query">One vector of <paramref name="width"/> elements.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Dot(ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> query, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Guard.Length(query.Length, width, "Similarity.Dot", nameof(query));
        Guard.Length(rows.Length, (long)scores.Length * width, "Similarity.Dot", nameof(rows));
        var level = Simd.Level;
        fixed (float* startRows = rows, startQuery = query, startScores = scores)
        {
            float* r = startRows, q = startQuery, s = startScores;
            Parallelism.ForRanges(scores.Length, Math.Max(1, ElementsPerRange / width), (from, to) =>
            {
                switch (level)
                {
                    case SimdLevel.Vector512:
                        DotRows<Lanes512, Vector512<float>>(r, width, q, s, from, to);
                        break;
                    case SimdLevel.Vector256:
                        DotRows<Lanes256, Vector256<float>>(r, width, q, s, from, to);
                        break;
                    case SimdLevel.Portable:
                        DotRows<Lanes128, Vector128<float>>(r, width, q, s, from, to);
                        break;
                    default:
                        DotRowsScalar(r, width, q, s, from, to);
                        break;
                }
            });
        }
    }

    private static void DotRowsScalar(float* rows, int width, float* query, float* scores, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            var sum = 0f;
            for (var i = 0; i < width; i++)
                sum += rows[(nint)row * width + i] * query[i];
            scores[row] = sum;
        }
    }

    private static void DotRows<TLanes, TVector>(float* rows, int width, float* query, float* scores, int from, int to)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var sums = stackalloc float[4];
        for (var row = from; row < to; row += 4)
        {
            // Four rows share each load of the query. The last rows may be taken several times; that keeps one order of summation.
            var r0 = rows + (nint)row * width;
            var r1 = rows + (nint)Math.Min(row + 1, to - 1) * width;
            var r2 = rows + (nint)Math.Min(row + 2, to - 1) * width;
            var r3 = rows + (nint)Math.Min(row + 3, to - 1) * width;
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            var i = 0;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                var q = TLanes.Load(query + i);
                s0 = TLanes.MultiplyAdd(TLanes.Load(r0 + i), q, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Load(r1 + i), q, s1);
                s2 = TLanes.MultiplyAdd(TLanes.Load(r2 + i), q, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Load(r3 + i), q, s3);
            }
            sums[0] = TLanes.Sum(s0);
            sums[1] = TLanes.Sum(s1);
            sums[2] = TLanes.Sum(s2);
            sums[3] = TLanes.Sum(s3);
            for (; i < width; i++)
            {
                sums[0] += r0[i] * query[i];
                sums[1] += r1[i] * query[i];
                sums[2] += r2[i] * query[i];
                sums[3] += r3[i] * query[i];
            }
            for (var j = 0; j < Math.Min(4, to - row); j++)
                scores[row + j] = sums[j];
        }
    }
}
