using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Dot products of a query with float16 rows, on the calling thread and without allocation: with unit vectors, the cosine similarity.
/// A row's score depends on nothing but the row and the query. It is the score of the same numbers in float32: widening is exact.
/// </summary>
public static unsafe class Similarity
{
    /// <summary>scores[i] = rows[i] . query.</summary>
    /// <param name="rows">The matrix, [count, width]; every number must be finite.</param>
    /// <param name="width">Elements of a row; at least 1.</param>
    /// <param name="query">One vector of <paramref name="width"/> elements.</param>
    /// <param name="scores">Receives one score per row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public static void Dot(ReadOnlySpan<Half> rows, int width, ReadOnlySpan<float> query, Span<float> scores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Guard.Length(query.Length, width, "Similarity.Dot", nameof(query));
        Guard.Length(rows.Length, (long)scores.Length * width, "Similarity.Dot", nameof(rows));
        fixed (Half* row = rows)
        fixed (float* q = query)
        {
            switch (Simd.Level)
            {
                case SimdLevel.Vector512:
                    Dot<Lanes512, Vector512<float>>(row, q, width, scores);
                    break;
                case SimdLevel.Vector256:
                    Dot<Lanes256, Vector256<float>>(row, q, width, scores);
                    break;
                case SimdLevel.Portable:
                    Dot<Lanes128, Vector128<float>>(row, q, width, scores);
                    break;
                default:
                    DotScalar(row, q, width, scores);
                    break;
            }
        }
    }

    private static void DotScalar(Half* row, float* query, int width, Span<float> scores)
    {
        foreach (ref var score in scores)
        {
            score = 0;
            for (var i = 0; i < width; i++)
                score += (float)row[i] * query[i];
            row += width;
        }
    }

    // Rows come one by one: side by side they would be read in leaps, which the prefetcher does not follow.
    private static void Dot<TLanes, TVector>(Half* row, float* query, int width, Span<float> scores)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        foreach (ref var score in scores)
        {
            TVector sums = default;
            var i = 0;
            for (; i <= width - TLanes.Count; i += TLanes.Count)
                sums = TLanes.MultiplyAdd(TLanes.LoadHalves(row + i), TLanes.Load(query + i), sums);
            var sum = TLanes.Sum(sums);
            for (; i < width; i++)
                sum += (float)row[i] * query[i];
            score = sum;
            row += width;
        }
    }
}
