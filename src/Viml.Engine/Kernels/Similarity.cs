using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Dot products of a query with rows, on the calling thread and without allocation. With unit vectors that is the cosine similarity. A row's score
/// depends on nothing but the row and the query, in whatever matrix it stands, and float16 rows score as the float32 rows of the same numbers.
/// <see cref="SearchMatrix"/> finds the best of many rows.
/// </summary>
public static unsafe class Similarity
{
    /// <summary>scores[i] = rows[i] . query.</summary>
    /// <param name="rows">The matrix, [count, width].</param>
    /// <param name="width">Elements of a row; at least 1.</param>
    /// <param name="query">One vector of <paramref name="width"/> elements.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Dot(ReadOnlySpan<float> rows, int width, ReadOnlySpan<float> query, Span<float> scores)
    {
        Check(rows.Length, width, query.Length, scores.Length);
        fixed (float* startRows = rows, startQuery = query, startScores = scores)
            Dot(false, (byte*)startRows, width, startQuery, startScores, scores.Length);
    }

    /// <summary>The same over float16 rows.</summary>
    /// <param name="rows">The matrix, [count, width]; every number must be finite.</param>
    /// <param name="width">Elements of a row; at least 1.</param>
    /// <param name="query">One vector of <paramref name="width"/> elements.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Dot(ReadOnlySpan<Half> rows, int width, ReadOnlySpan<float> query, Span<float> scores)
    {
        Check(rows.Length, width, query.Length, scores.Length);
        fixed (Half* startRows = rows)
        fixed (float* startQuery = query, startScores = scores)
            Dot(true, (byte*)startRows, width, startQuery, startScores, scores.Length);
    }

    /// <summary>Scores of <paramref name="count"/> rows one after another in memory.</summary>
    internal static void Dot(bool halves, byte* rows, int width, float* query, float* scores, int count)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512 when halves:
                DotRows<Lanes512, Vector512<float>, Halves512>(rows, width, query, scores, count);
                break;
            case SimdLevel.Vector512:
                DotRows<Lanes512, Vector512<float>, Singles<Lanes512, Vector512<float>>>(rows, width, query, scores, count);
                break;
            case SimdLevel.Vector256 when halves:
                DotRows<Lanes256, Vector256<float>, Halves256>(rows, width, query, scores, count);
                break;
            case SimdLevel.Vector256:
                DotRows<Lanes256, Vector256<float>, Singles<Lanes256, Vector256<float>>>(rows, width, query, scores, count);
                break;
            case SimdLevel.Portable when halves:
                DotRows<Lanes128, Vector128<float>, Halves128>(rows, width, query, scores, count);
                break;
            case SimdLevel.Portable:
                DotRows<Lanes128, Vector128<float>, Singles<Lanes128, Vector128<float>>>(rows, width, query, scores, count);
                break;
            default:
                DotRowsScalar(halves, rows, width, query, scores, count);
                break;
        }
    }

    private static void DotRowsScalar(bool halves, byte* rows, int width, float* query, float* scores, int count)
    {
        for (var row = 0; row < count; row++)
        {
            var sum = 0f;
            for (var i = 0; i < width; i++)
                sum += (halves ? (float)((Half*)rows)[(nint)row * width + i] : ((float*)rows)[(nint)row * width + i]) * query[i];
            scores[row] = sum;
        }
    }

    private static void DotRows<TLanes, TVector, TElements>(byte* rows, int width, float* query, float* scores, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TElements : struct, IRowElements<TVector>
    {
        var stride = (nint)width * TElements.Size;
        var sums = stackalloc float[4];
        for (var row = 0; row < count; row += 4)
        {
            // Four rows share each load of the query. The last rows may be taken several times; that keeps one order of summation.
            var r0 = rows + row * stride;
            var r1 = rows + Math.Min(row + 1, count - 1) * stride;
            var r2 = rows + Math.Min(row + 2, count - 1) * stride;
            var r3 = rows + Math.Min(row + 3, count - 1) * stride;
            TVector s0 = default, s1 = default, s2 = default, s3 = default;
            var i = 0;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
            {
                var q = TLanes.Load(query + i);
                s0 = TLanes.MultiplyAdd(TElements.Load(r0, i), q, s0);
                s1 = TLanes.MultiplyAdd(TElements.Load(r1, i), q, s1);
                s2 = TLanes.MultiplyAdd(TElements.Load(r2, i), q, s2);
                s3 = TLanes.MultiplyAdd(TElements.Load(r3, i), q, s3);
            }
            sums[0] = TLanes.Sum(s0);
            sums[1] = TLanes.Sum(s1);
            sums[2] = TLanes.Sum(s2);
            sums[3] = TLanes.Sum(s3);
            for (; i < width; i++)
            {
                sums[0] += TElements.Get(r0, i) * query[i];
                sums[1] += TElements.Get(r1, i) * query[i];
                sums[2] += TElements.Get(r2, i) * query[i];
                sums[3] += TElements.Get(r3, i) * query[i];
            }
            for (var j = 0; j < Math.Min(4, count - row); j++)
                scores[row + j] = sums[j];
        }
    }

    private static void Check(int elements, int width, int queryLength, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Guard.Length(queryLength, width, "Similarity.Dot", "query");
        Guard.Length(elements, (long)count * width, "Similarity.Dot", "rows");
    }
}
