namespace Viml.Engine.Kernels;

/// <summary>The specification of <see cref="Gemm"/>: three plain loops.</summary>
internal static unsafe class GemmReference
{
    public static void Multiply(in GemmCall call)
    {
        for (var row = 0; row < call.M; row++)
        {
            for (var column = 0; column < call.N; column++)
            {
                var sum = 0f;
                for (var i = 0; i < call.K; i++)
                {
                    var a = call.TransposeA ? call.A[(nint)i * call.Lda + row] : call.A[(nint)row * call.Lda + i];
                    var b = call.TransposeB ? call.B[(nint)column * call.Ldb + i] : call.B[(nint)i * call.Ldb + column];
                    sum += a * b;
                }
                var c = call.C + (nint)row * call.Ldc + column;
                *c = call.Alpha * sum + (call.Beta == 0 ? 0 : call.Beta * *c) + (call.Bias == null ? 0 : call.Bias[column]);
            }
        }
    }
}
