using System.Runtime.CompilerServices;

namespace Viml.Engine.Kernels;

/// <summary>The arguments of one matrix product; see <see cref="Gemm.Multiply"/>.</summary>
internal readonly unsafe struct GemmCall(
    bool transposeA, bool transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b, int ldb, float beta, float* c, int ldc,
    float* bias = null)
{
    public readonly bool TransposeA = transposeA, TransposeB = transposeB;
    public readonly int M = m, N = n, K = k, Lda = lda, Ldb = ldb, Ldc = ldc;
    public readonly float Alpha = alpha, Beta = beta;
    public readonly float* A = a, B = b, C = c;

    /// <summary>[n], added to every row of the result; or null.</summary>
    public readonly float* Bias = bias;
}

/// <summary>
/// Blocked matrix product in the manner of Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication", 2008): a slice of the inner dimension
/// of B is copied into panels that the micro-kernel reads in order, transposing on the way where needed; then blocks of C are shared out among the threads,
/// and each copies its rows of A in the same manner.
/// </summary>
/// <remarks>
/// Every element of C is summed in the same order however many threads there are: slices of the inner dimension come one after another.
/// </remarks>
internal static unsafe class PackedGemm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A block of A (384 x 384 floats) and a panel of B stay in the second-level cache, the packed slice of B (6 MB) in the third, which all of it
    // leaves once per block of A: the higher these are, the better.
    private const int MaximumDepth = 384;
    private const int MaximumColumns = 4096;
    private const int HighBlock = 384;
    private const int LowBlock = 96;

    private static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroKernel<TLanes, TVector>.Columns;
    }

    public static void Multiply(in GemmCall call)
    {
        var threads = (long)call.M * call.N * call.K >= Gemm.SmallProduct ? Parallelism.Threads : 1;
        var depthStep = Even(call.K, MaximumDepth, 1);
        var columnStep = Even(call.N, MaximumColumns, Columns);
        var tableLength = depthStep * sizeof(nint) / sizeof(float);
        using var scratch = new Scratch(tableLength + (long)depthStep * columnStep);
        var step = new Step { Call = call, Offsets = (nint*)scratch.Pointer, PackedB = scratch.Pointer + tableLength };
        for (var i = 0; i < depthStep; i++)
            step.Offsets[i] = (nint)i * Columns;

        // Some blocks for each thread, so that none waits long for the last one; of rows if there are many, else of columns too.
        var blocks = threads == 1 ? Count(call.M, HighBlock) : Math.Min(Count(Count(call.M, HighBlock), 2 * threads) * 2 * threads, Count(call.M, LowBlock));
        step.BlockRows = Even(call.M, Count(call.M, blocks), MicroKernel<TLanes, TVector>.Rows);
        blocks = Count(call.M, step.BlockRows);
        for (step.Column = 0; step.Column < call.N; step.Column += columnStep)
        {
            step.ColumnCount = Math.Min(columnStep, call.N - step.Column);
            var panels = Count(step.ColumnCount, Columns);
            step.PanelsPerBlock = Count(panels, Math.Clamp(Count(2 * threads, blocks), 1, panels));
            step.BlocksAcross = Count(panels, step.PanelsPerBlock);
            for (step.Depth = 0; step.Depth < call.K; step.Depth += depthStep)
            {
                step.DepthCount = Math.Min(depthStep, call.K - step.Depth);
                step.PanelsPerPacking = Count(panels, 2 * threads);
                Run(Count(panels, step.PanelsPerPacking), &PackB, &step, threads);
                Run(blocks * step.BlocksAcross, &Compute, &step, threads);
            }
        }
    }

    private static void Run(int count, delegate*<void*, int, void> body, void* state, int threads)
    {
        if (threads > 1)
            Parallelism.For(count, body, state);
        else
            for (var i = 0; i < count; i++)
                body(state, i);
    }

    private static void PackB(void* state, int job)
    {
        var step = (Step*)state;
        ref readonly var call = ref step->Call;
        var end = Math.Min((job + 1) * step->PanelsPerPacking * Columns, step->ColumnCount);
        for (var column = job * step->PanelsPerPacking * Columns; column < end; column += Columns)
        {
            var source = call.TransposeB
                ? call.B + (nint)(step->Column + column) * call.Ldb + step->Depth
                : call.B + (nint)step->Depth * call.Ldb + step->Column + column;
            PanelPacking<TLanes, TVector>.Panel(
                source, call.Ldb, !call.TransposeB, Math.Min(Columns, step->ColumnCount - column), Columns, step->DepthCount,
                step->PackedB + (nint)column * step->DepthCount);
        }
    }

    private static void Compute(void* state, int block)
    {
        var step = (Step*)state;
        ref readonly var call = ref step->Call;
        var depth = step->DepthCount;
        var beta = step->Depth == 0 ? call.Beta : 1;
        var bias = step->Depth == 0 ? call.Bias : null;
        var firstRow = block / step->BlocksAcross * step->BlockRows;
        var rows = Math.Min(step->BlockRows, call.M - firstRow);
        var firstColumn = block % step->BlocksAcross * step->PanelsPerBlock * Columns;
        var endColumn = Math.Min(firstColumn + step->PanelsPerBlock * Columns, step->ColumnCount);

        using var scratch = new Scratch((long)step->BlockRows * depth);
        var source = call.TransposeA ? call.A + (nint)step->Depth * call.Lda + firstRow : call.A + (nint)firstRow * call.Lda + step->Depth;
        PanelPacking<TLanes, TVector>.Rows(source, call.Lda, call.TransposeA, rows, depth, scratch.Pointer);

        var edge = stackalloc float[MicroKernel<TLanes, TVector>.Rows * Columns];
        for (var column = firstColumn; column < endColumn; column += Columns)
        {
            var b = step->PackedB + (nint)column * depth;
            var added = bias == null ? null : bias + step->Column + column;
            var columns = Math.Min(Columns, endColumn - column);
            for (var row = 0; row < rows;)
            {
                var tile = MicroKernel<TLanes, TVector>.TileRows(rows - row);
                var a = scratch.Pointer + (nint)row * depth;
                var c = call.C + (nint)(firstRow + row) * call.Ldc + step->Column + column;
                if (row + tile <= rows && columns == Columns)
                {
                    MicroKernel<TLanes, TVector>.Multiply(tile, depth, a, b, step->Offsets, call.Alpha, beta, added, c, call.Ldc);
                }
                else
                {
                    MicroKernel<TLanes, TVector>.Multiply(tile, depth, a, b, step->Offsets, call.Alpha, 0, null, edge, Columns);
                    AddEdge(edge, Math.Min(tile, rows - row), columns, beta, added, c, call.Ldc);
                }
                row += tile;
            }
        }
    }

    private static void AddEdge(float* tile, int rows, int columns, float beta, float* bias, float* c, int ldc)
    {
        for (var row = 0; row < rows; row++, tile += Columns, c += ldc)
            for (var column = 0; column < columns; column++)
                c[column] = tile[column] + (beta == 0 ? 0 : beta * c[column]) + (bias == null ? 0 : bias[column]);
    }

    private static int Count(int items, int size) => (items + size - 1) / size;

    // The size of equal steps of at most `maximum` that cover `total`, a multiple of `unit`: 257 becomes 129 + 128, not 256 + 1.
    private static int Even(int total, int maximum, int unit)
    {
        var size = Count(total, Count(total, maximum));
        return Count(size, unit) * unit;
    }

    private struct Step
    {
        public GemmCall Call;
        public nint* Offsets;
        public float* PackedB;
        public int Column, ColumnCount, Depth, DepthCount, BlockRows, PanelsPerBlock, BlocksAcross, PanelsPerPacking;
    }
}
