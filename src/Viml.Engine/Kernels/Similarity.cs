using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Dot products of a query with rows, on the calling thread and without allocation. With unit vectors that is the cosine similarity. A row's score
/// depends on nothing but the row and the query, in whatever matrix it stands, and float16 rows score as the float32 rows of the same numbers.
/// <see cref="SearchMatrix"/> finds the best of many rows.
/// </summary>
public static unsafe class Similarity
{
    /// <summary>Places that <see cref="DotStreams"/> reads from at once.</summary>
    internal const int Streams = 4;

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
    internal static void Dot(bool halves, byte* rows, int width, float* query, float* scores, int count) =>
        Dot(halves, rows, 0, width, query, scores, count);

    /// <summary>
    /// Scores of <paramref name="count"/> rows from each of four places, <paramref name="distance"/> bytes apart: scores[place][row]. Four streams that are each
    /// read in order keep more lines of memory on their way than one.
    /// </summary>
    internal static void DotStreams(bool halves, byte* rows, nint distance, int width, float* query, float* scores, int count) =>
        Dot(halves, rows, distance, width, query, scores, count);

    private static void Dot(bool halves, byte* rows, nint distance, int width, float* query, float* scores, int count)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512 when halves:
                Dot<Lanes512, Vector512<float>, Halves512>(rows, distance, width, query, scores, count);
                break;
            case SimdLevel.Vector512:
                Dot<Lanes512, Vector512<float>, Singles<Lanes512, Vector512<float>>>(rows, distance, width, query, scores, count);
                break;
            case SimdLevel.Vector256 when halves:
                Dot<Lanes256, Vector256<float>, Halves256>(rows, distance, width, query, scores, count);
                break;
            case SimdLevel.Vector256:
                Dot<Lanes256, Vector256<float>, Singles<Lanes256, Vector256<float>>>(rows, distance, width, query, scores, count);
                break;
            case SimdLevel.Portable when halves:
                Dot<Lanes128, Vector128<float>, Halves128>(rows, distance, width, query, scores, count);
                break;
            case SimdLevel.Portable:
                Dot<Lanes128, Vector128<float>, Singles<Lanes128, Vector128<float>>>(rows, distance, width, query, scores, count);
                break;
            default:
                for (var place = 0; place < (distance == 0 ? 1 : Streams); place++)
                    DotScalar(halves, rows + place * distance, width, query, scores + place * count, count);
                break;
        }
    }

    private static void DotScalar(bool halves, byte* rows, int width, float* query, float* scores, int count)
    {
        for (var row = 0; row < count; row++)
        {
            var sum = 0f;
            for (var i = 0; i < width; i++)
                sum += (halves ? (float)((Half*)rows)[(nint)row * width + i] : ((float*)rows)[(nint)row * width + i]) * query[i];
            scores[row] = sum;
        }
    }

    private static void Dot<TLanes, TVector, TElements>(byte* rows, nint distance, int width, float* query, float* scores, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TElements : struct, IRowElements<TVector>
    {
        if (distance == 0)
            DotEach<TLanes, TVector, TElements>(rows, width, query, scores, count);
        else
            DotStreams<TLanes, TVector, TElements>(rows, distance, width, query, scores, count);
    }

    // Both sum a row in the same order. In one stream, rows come one by one: side by side, they would be read in leaps, which memory does not foresee.
    private static void DotEach<TLanes, TVector, TElements>(byte* row, int width, float* query, float* scores, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TElements : struct, IRowElements<TVector>
    {
        for (var j = 0; j < count; j++, row += (nint)width * TElements.Size)
        {
            TVector sums = default;
            var i = 0;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
                sums = TLanes.MultiplyAdd(TElements.Load(row, i), TLanes.Load(query + i), sums);
            var sum = TLanes.Sum(sums);
            for (; i < width; i++)
                sum += TElements.Get(row, i) * query[i];
            scores[j] = sum;
        }
    }

    private static void DotStreams<TLanes, TVector, TElements>(byte* r0, nint distance, int width, float* query, float* scores, int count)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
        where TElements : struct, IRowElements<TVector>
    {
        for (var j = 0; j < count; j++, r0 += (nint)width * TElements.Size)
        {
            var r1 = r0 + distance;
            var r2 = r1 + distance;
            var r3 = r2 + distance;
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
            float t0 = TLanes.Sum(s0), t1 = TLanes.Sum(s1), t2 = TLanes.Sum(s2), t3 = TLanes.Sum(s3);
            for (; i < width; i++)
            {
                t0 += TElements.Get(r0, i) * query[i];
                t1 += TElements.Get(r1, i) * query[i];
                t2 += TElements.Get(r2, i) * query[i];
                t3 += TElements.Get(r3, i) * query[i];
            }
            scores[j] = t0;
            scores[count + j] = t1;
            scores[2 * count + j] = t2;
            scores[3 * count + j] = t3;
        }
    }

    private static void Check(int elements, int width, int queryLength, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Guard.Length(queryLength, width, "Similarity.Dot", "query");
        Guard.Length(elements, (long)count * width, "Similarity.Dot", "rows");
    }
}
