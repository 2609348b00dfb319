using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Products of row-major float32 matrices: C = alpha * A * B + beta * C + bias. The result does not depend on the number of threads.
/// Nothing is allocated beyond pooled working memory.
/// </summary>
public static unsafe class Gemm
{
    /// <summary>One product: A [m, k] by B [k, n] gives C [m, n]. C must not overlap A or B.</summary>
    /// <param name="a">The left matrix.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="c">Receives the result.</param>
    /// <param name="stride">Distance between the rows of C; n by default.</param>
    /// <param name="alpha">Factor of the product.</param>
    /// <param name="beta">Factor of what C holds. With 0, C is not read and may hold anything.</param>
    /// <param name="bias">[n], added to every row of the result; none if empty.</param>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a span is too short for its matrix.</exception>
    public static void Multiply(
        in Matrix a, in Matrix b, Span<float> c, int? stride = null, float alpha = 1, float beta = 0, ReadOnlySpan<float> bias = default) =>
        Multiply(1, a, b, c, stride ?? b.Columns, alpha, beta, bias);

    /// <summary>
    /// <paramref name="batch"/> products of equal sizes, C = A * B + beta * C. The matrices lie one after another without gaps;
    /// <paramref name="a"/> and <paramref name="b"/> describe the first of them over the memory of all.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes do not fit each other, or a span is too short for its matrices.</exception>
    public static void MultiplyBatched(int batch, in Matrix a, in Matrix b, Span<float> c, float beta = 0) =>
        Multiply(batch, a, b, c, b.Columns, 1, beta, []);

    private static void Multiply(
        int batch, in Matrix a, in Matrix b, Span<float> c, int stride, float alpha, float beta, ReadOnlySpan<float> bias)
    {
        var (m, n, k) = (a.Rows, b.Columns, a.Columns);
        if (batch < 0 || k != b.Rows)
            throw new ArgumentException($"Gemm: {batch} products of [{m}, {k}] x [{b.Rows}, {n}] cannot be computed.");
        if (batch == 0 || m == 0 || n == 0)
            return;
        a.RequireLength(batch, nameof(a));
        b.RequireLength(batch, nameof(b));
        new Matrix(c, m, n, stride).RequireLength(batch, nameof(c));
        if (!bias.IsEmpty)
            Guard.Length(bias.Length, n, "Gemm", nameof(bias));
        fixed (float* startA = a.Values, startB = b.Values, startC = c, startBias = bias)
        {
            var first = new GemmCall
            {
                M = m, N = n, K = k, Alpha = alpha, Beta = beta, Bias = startBias,
                A = startA, TransposeA = a.IsTransposed, Lda = a.Stride,
                B = startB, TransposeB = b.IsTransposed, Ldb = b.Stride,
                C = startC, Ldc = stride,
            };
            // Several products: a thread each. One product: its tiles are shared out instead.
            if (batch == 1)
                Multiply(first);
            else if (batch >= Parallelism.Threads || (long)m * n * k < SmallProduct)
                RunBatch(batch, &first);
            else
                for (var i = 0; i < batch; i++)
                    MultiplyOne(&first, i);
        }
    }

    /// <summary>Multiply-adds of a product that is not worth sharing out: waking threads costs more than it saves.</summary>
    internal const long SmallProduct = 1 << 20;

    private const long SmallBatch = 1 << 17;

    // Up to this many rows of A, packing a B for transposing costs more than reading it in place; up to fewer where B is in the first-level
    // cache anyway.
    private const int FewRows = 24, VeryFewRows = 3, SmallMatrix = 1 << 13;

    private static void RunBatch(int batch, GemmCall* first)
    {
        if (batch * ((long)first->M * first->N * first->K) < SmallBatch)
            for (var i = 0; i < batch; i++)
                MultiplyOne(first, i);
        else
            Parallelism.For(batch, &MultiplyOne, first);
    }

    private static void MultiplyOne(void* state, int index)
    {
        var call = *(GemmCall*)state;
        call.A += (nint)index * call.M * call.K;
        call.B += (nint)index * call.K * call.N;
        call.C += (nint)index * call.M * call.N;
        Multiply(call);
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
}
