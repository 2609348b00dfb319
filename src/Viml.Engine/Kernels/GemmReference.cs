namespace Viml.Engine.Kernels;

/// <summary>The specification of <see cref="Gemm"/>: three plain loops.</summary>
internal static unsafe class GemmReference
{
    public static void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k,
        float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc)
    {
        for (var row = 0; row < m; row++)
        {
            for (var column = 0; column < n; column++)
            {
                var sum = 0f;
                for (var i = 0; i < k; i++)
                    sum += (transposeA ? a[(nint)i * lda + row] : a[(nint)row * lda + i]) * (transposeB ? b[(nint)column * ldb + i] : b[(nint)i * ldb + column]);
                var destination = c + (nint)row * ldc + column;
                *destination = alpha * sum + (beta == 0 ? 0 : beta * *destination);
            }
        }
    }
}
