using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Matrix products of row-major float32 matrices with leading dimensions: C[m, n] = alpha * op(A) * op(B) + beta * C, where op is the
/// matrix itself or its transpose. The result does not depend on the number of threads. Nothing is allocated beyond pooled working memory.
/// </summary>
public static unsafe class Gemm
{
    /// <summary>
    /// One product. A is stored [m, k] (or [k, m] when transposed), B [k, n] (or [n, k]), C [m, n]; <c>lda</c>, <c>ldb</c>, <c>ldc</c> are the
    /// distances between rows as stored. With beta 0, C is not read and may hold anything. C must not overlap A or B.
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
        if (batch < 0 || m < 0 || n < 0 || k < 0)
            throw new ArgumentException($"Gemm: sizes must not be negative, given batch {batch} of [{m}, {k}] x [{k}, {n}].");
        if (batch == 0 || m == 0 || n == 0)
            return;
        var (rowsA, columnsA) = transposeA ? (k, m) : (m, k);
        var (rowsB, columnsB) = transposeB ? (n, k) : (k, n);
        CheckMatrix(a.Length, batch, strideA, rowsA, columnsA, lda, nameof(a));
        CheckMatrix(b.Length, batch, strideB, rowsB, columnsB, ldb, nameof(b));
        CheckMatrix(c.Length, batch, strideC, m, n, ldc, nameof(c));
        if (batch > 1 && strideC < n)
            throw new ArgumentException($"Gemm: products {strideC} elements apart would overwrite each other.", nameof(strideC));
        fixed (float* startA = a, startB = b, startC = c)
        {
            var first = new GemmCall(transposeA, transposeB, m, n, k, alpha, startA, lda, startB, ldb, beta, startC, ldc);
            var many = new Batch { First = first, StrideA = strideA, StrideB = strideB, StrideC = strideC };
            // Several products: a thread each. One product: its tiles are shared out instead.
            if (batch >= Parallelism.Threads || (long)m * n * k < SmallProduct)
                RunBatch(batch, &many);
            else
                for (var i = 0; i < batch; i++)
                    MultiplyOne(&many, i);
        }
    }

    /// <summary>Multiply-adds of a product that is not worth sharing out: waking threads costs more than it saves.</summary>
    internal const long SmallProduct = 1 << 20;

    private const long SmallBatch = 1 << 17;

    // Up to so many rows of A, packing a B for transposing costs more than reading it as it lies; a B that is in the first-level cache anyway, sooner.
    private const int FewRows = 24, VeryFewRows = 3, SmallMatrix = 1 << 13;

    /// <summary>
    /// A linear layer: y [rows, outputs] = x [rows, inputs] W^T + bias, or that added to y, with W [outputs, inputs] and a bias [outputs] or none (empty).
    /// The rows of y lie <paramref name="ldy"/> apart.
    /// </summary>
    internal static void Linear(
        int rows, int inputs, int outputs, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, bool adds, Span<float> y, int ldy)
    {
        if (rows == 0 || outputs == 0)
            return;
        CheckMatrix(x.Length, 1, 0, rows, inputs, inputs, nameof(x));
        CheckMatrix(weight.Length, 1, 0, outputs, inputs, inputs, nameof(weight));
        CheckMatrix(y.Length, 1, 0, rows, outputs, ldy, nameof(y));
        if (!bias.IsEmpty && bias.Length != outputs)
            throw new ArgumentException($"Gemm: the bias has {bias.Length} elements for {outputs} outputs.", nameof(bias));
        fixed (float* startX = x, startWeight = weight, startBias = bias, startY = y)
            Multiply(new GemmCall(false, true, rows, outputs, inputs, 1, startX, inputs, startWeight, inputs, adds ? 1 : 0, startY, ldy, startBias));
    }

    private static void RunBatch(int batch, Batch* many)
    {
        if (batch == 1 || batch * ((long)many->First.M * many->First.N * many->First.K) < SmallBatch)
            for (var i = 0; i < batch; i++)
                MultiplyOne(many, i);
        else
            Parallelism.For(batch, &MultiplyOne, many);
    }

    private static void MultiplyOne(void* state, int index)
    {
        var batch = (Batch*)state;
        ref readonly var first = ref batch->First;
        Multiply(new GemmCall(
            first.TransposeA, first.TransposeB, first.M, first.N, first.K,
            first.Alpha, first.A + (nint)index * batch->StrideA, first.Lda, first.B + (nint)index * batch->StrideB, first.Ldb,
            first.Beta, first.C + (nint)index * batch->StrideC, first.Ldc));
    }

    /// <summary>One product whose arguments are known to be good.</summary>
    internal static void Multiply(in GemmCall call)
    {
        if (call.K == 0 || call.Alpha == 0)
        {
            Scale(call);
            return;
        }
        switch (Simd.Level)
        {
            case SimdLevel.Vector512:
                Multiply<Lanes512, Vector512<float>>(call);
                break;
            case SimdLevel.Vector256:
                Multiply<Lanes256, Vector256<float>>(call);
                break;
            case SimdLevel.Portable:
                Multiply<Lanes128, Vector128<float>>(call);
                break;
            default:
                GemmReference.Multiply(call);
                break;
        }
    }

    private static void Multiply<TLanes, TVector>(in GemmCall call)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var few = call.N * (long)call.K <= SmallMatrix ? VeryFewRows : FewRows;
        if (call is { TransposeA: false, TransposeB: true } && call.M <= few && call.K >= 4 * TLanes.Count)
            DotGemm<TLanes, TVector>.Multiply(call);
        else
            PackedGemm<TLanes, TVector>.Multiply(call);
    }

    private static void Scale(in GemmCall call)
    {
        for (var row = 0; row < call.M; row++)
        {
            var c = call.C + (nint)row * call.Ldc;
            for (var column = 0; column < call.N; column++)
                c[column] = (call.Beta == 0 ? 0 : call.Beta * c[column]) + (call.Bias == null ? 0 : call.Bias[column]);
        }
    }

    private static void CheckMatrix(int length, int batch, int stride, int rows, int columns, int leading, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        if (leading < columns)
            throw new ArgumentException($"Gemm: the rows of {name} are {columns} long, its leading dimension is {leading}.", name);
        var needed = rows == 0 || columns == 0 ? 0 : (batch - 1L) * stride + (rows - 1L) * leading + columns;
        if (needed > length)
            throw new ArgumentException(
                $"Gemm: {name} has {length} elements; {batch} x [{rows}, {columns}] with leading dimension {leading} and stride {stride} needs {needed}.", name);
    }

    private struct Batch
    {
        public GemmCall First;
        public int StrideA, StrideB, StrideC;
    }
}
