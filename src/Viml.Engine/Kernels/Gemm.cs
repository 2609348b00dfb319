namespace Viml.Engine.Kernels;

/// <summary>
/// Matrix products of row-major float32 matrices with leading dimensions: C[m, n] = alpha * op(A) * op(B) + beta * C, where op is the
/// matrix itself or its transpose. The result does not depend on the number of threads.
/// </summary>
public static unsafe class Gemm
{
    /// <summary>
    /// One product. A is stored [m, k] (or [k, m] when transposed), B [k, n] (or [n, k]), C [m, n]; <c>lda</c>, <c>ldb</c>, <c>ldc</c> are the
    /// distances between rows as stored. With beta 0, C is not read and may hold anything.
    /// </summary>
    /// <exception cref="ArgumentException">A size is negative or a span is too short for its matrix.</exception>
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        float alpha, ReadOnlySpan<float> a, int lda, ReadOnlySpan<float> b, int ldb, float beta, Span<float> c, int ldc) =>
        MultiplyBatched(1, transposeA, transposeB, m, n, k, alpha, a, lda, 0, b, ldb, 0, beta, c, ldc, 0);

    /// <summary>
    /// <paramref name="batch"/> products of equal sizes; matrix number i starts at i times its stride. A stride of 0 uses the same A or B
    /// for all; the matrices C must not overlap.
    /// </summary>
    /// <exception cref="ArgumentException">A size is negative or a span is too short for its matrices.</exception>
    public static void MultiplyBatched(
        int batch, bool transposeA, bool transposeB, int m, int n, int k,
        float alpha, ReadOnlySpan<float> a, int lda, int strideA, ReadOnlySpan<float> b, int ldb, int strideB,
        float beta, Span<float> c, int ldc, int strideC)
    {
        fixed (float* startA = a, startB = b, startC = c)
            for (var i = 0; i < batch; i++)
                GemmReference.Multiply(transposeA, transposeB, m, n, k, alpha, startA + (nint)i * strideA, lda,
                    startB + (nint)i * strideB, ldb, beta, startC + (nint)i * strideC, ldc);
    }
}
