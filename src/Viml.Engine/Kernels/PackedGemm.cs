using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
/// Blocked matrix product in the manner of Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication", 2008): a slice of
/// the inner dimension of A and of B is copied into panels that the micro-kernel reads in order, transposing on the way where needed;
/// then tiles of C are shared out among the threads.
/// </summary>
/// <remarks>
/// Every element of C is summed in the same order however many threads there are: slices of the inner dimension come one after another.
/// </remarks>
internal static unsafe class PackedGemm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A panel of B (depth x 2 vectors) stays in the first-level cache, a block of A (rows x depth) in the second, everything packed
    // at one time (two times 4 MB) in the third.
    private const int MaximumDepth = 256;
    private const int TileRows = 96;
    private const int MaximumRows = 4080;
    private const int MaximumColumns = 4096;
    private const int PanelsPerPackingJob = 16;

    private static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated ? MicroKernel<TLanes, TVector>.TallRows : MicroKernel<TLanes, TVector>.Rows;
    }

    private static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroKernel<TLanes, TVector>.Columns;
    }

    public static void Multiply(in GemmCall call)
    {
        var depthStep = Even(call.K, MaximumDepth, 1);
        var rowStep = Even(call.M, MaximumRows, Rows);
        var columnStep = Even(call.N, MaximumColumns, Columns);
        using var scratch = new Scratch((long)depthStep * (rowStep + columnStep));
        var parallel = (long)call.M * call.N * call.K >= Gemm.SmallProduct;
        var step = new Step { Call = call, PackedB = scratch.Pointer, PackedA = scratch.Pointer + (nint)depthStep * columnStep };
        for (step.Column = 0; step.Column < call.N; step.Column += columnStep)
        {
            step.ColumnCount = Math.Min(columnStep, call.N - step.Column);
            for (step.Depth = 0; step.Depth < call.K; step.Depth += depthStep)
            {
                step.DepthCount = Math.Min(depthStep, call.K - step.Depth);
                for (step.Row = 0; step.Row < call.M; step.Row += rowStep)
                {
                    step.RowCount = Math.Min(rowStep, call.M - step.Row);
                    step.PackingJobsOfB = step.Row == 0 ? Count(Count(step.ColumnCount, Columns), PanelsPerPackingJob) : 0;
                    var jobsOfA = Count(Count(step.RowCount, Rows), PanelsPerPackingJob);
                    Run(step.PackingJobsOfB + jobsOfA, &Pack, &step, parallel);

                    var rowTiles = Count(step.RowCount, TileRows);
                    var panels = Count(step.ColumnCount, Columns);
                    // Enough tiles to keep all threads busy to the end, as few as that allows.
                    step.PanelsPerTile = parallel ? Count(panels, Math.Clamp(Count(4 * Parallelism.Threads, rowTiles), 1, panels)) : panels;
                    step.TilesAcross = Count(panels, step.PanelsPerTile);
                    Run(rowTiles * step.TilesAcross, &Compute, &step, parallel);
                }
            }
        }
    }

    private static void Run(int count, delegate*<void*, int, void> body, void* state, bool parallel)
    {
        if (parallel)
            Parallelism.For(count, body, state);
        else
            for (var i = 0; i < count; i++)
                body(state, i);
    }

    private static void Pack(void* state, int job)
    {
        var step = (Step*)state;
        ref readonly var call = ref step->Call;
        var depth = step->DepthCount;
        if (job < step->PackingJobsOfB)
        {
            var end = Math.Min((job + 1) * PanelsPerPackingJob * Columns, step->ColumnCount);
            for (var column = job * PanelsPerPackingJob * Columns; column < end; column += Columns)
            {
                var source = call.TransposeB
                    ? call.B + (nint)(step->Column + column) * call.Ldb + step->Depth
                    : call.B + (nint)step->Depth * call.Ldb + step->Column + column;
                PackPanel(source, call.Ldb, !call.TransposeB, Math.Min(Columns, step->ColumnCount - column), Columns, depth, step->PackedB + (nint)column * depth);
            }
        }
        else
        {
            job -= step->PackingJobsOfB;
            var end = Math.Min((job + 1) * PanelsPerPackingJob * Rows, step->RowCount);
            for (var row = job * PanelsPerPackingJob * Rows; row < end; row += Rows)
            {
                var source = call.TransposeA
                    ? call.A + (nint)step->Depth * call.Lda + step->Row + row
                    : call.A + (nint)(step->Row + row) * call.Lda + step->Depth;
                PackPanel(source, call.Lda, call.TransposeA, Math.Min(Rows, step->RowCount - row), Rows, depth, step->PackedA + (nint)row * depth);
            }
        }
    }

    // Copies `used` lines of the matrix as [depth, lines]; lines beyond become zeros so that the micro-kernel always sees whole panels.
    // With `depthFirst` the source already runs along the lines in memory, else it is transposed.
    private static void PackPanel(float* source, int stride, bool depthFirst, int used, int lines, int depth, float* panel)
    {
        if (used < lines)
            new Span<float>(panel, lines * depth).Clear();
        if (!depthFirst)
        {
            Transposition.Copy(source, stride, used, depth, panel, lines);
            return;
        }
        if (used == lines && lines == Columns)
        {
            for (var i = 0; i < depth; i++, source += stride, panel += lines)
            {
                TLanes.Store(TLanes.Load(source), panel);
                TLanes.Store(TLanes.Load(source + TLanes.Count), panel + TLanes.Count);
            }
            return;
        }
        if (used < 4)
        {
            for (var i = 0; i < depth; i++, source += stride, panel += lines)
                for (var line = 0; line < used; line++)
                    panel[line] = source[line];
            return;
        }
        // Four at a time; the last four overlap those before.
        for (var i = 0; i < depth; i++, source += stride, panel += lines)
        {
            for (var line = 0; line <= used - 4; line += 4)
                Vector128.Load(source + line).Store(panel + line);
            Vector128.Load(source + used - 4).Store(panel + used - 4);
        }
    }

    private static void Compute(void* state, int tile)
    {
        var step = (Step*)state;
        ref readonly var call = ref step->Call;
        var depth = step->DepthCount;
        var beta = step->Depth == 0 ? call.Beta : 1;
        var bias = step->Depth == 0 ? call.Bias : null;
        var firstRow = tile / step->TilesAcross * TileRows;
        var endRow = Math.Min(firstRow + TileRows, step->RowCount);
        var firstColumn = tile % step->TilesAcross * step->PanelsPerTile * Columns;
        var endColumn = Math.Min(firstColumn + step->PanelsPerTile * Columns, step->ColumnCount);
        var edge = stackalloc float[Rows * Columns];
        for (var column = firstColumn; column < endColumn; column += Columns)
        {
            var b = step->PackedB + (nint)column * depth;
            var added = bias == null ? null : bias + step->Column + column;
            for (var row = firstRow; row < endRow; row += Rows)
            {
                var a = step->PackedA + (nint)row * depth;
                var c = call.C + (nint)(step->Row + row) * call.Ldc + step->Column + column;
                var rows = Math.Min(Rows, endRow - row);
                var columns = Math.Min(Columns, endColumn - column);
                if (rows == Rows && columns == Columns)
                {
                    MultiplyTile(depth, a, b, call.Alpha, beta, added, c, call.Ldc);
                }
                else
                {
                    MultiplyTile(depth, a, b, call.Alpha, 0, null, edge, Columns);
                    AddEdge(edge, rows, columns, beta, added, c, call.Ldc);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void MultiplyTile(int depth, float* a, float* b, float alpha, float beta, float* bias, float* c, nint ldc)
    {
        if (Rows == MicroKernel<TLanes, TVector>.TallRows)
            MicroKernel<TLanes, TVector>.PackedTall(depth, a, b, alpha, beta, bias, c, ldc);
        else
            MicroKernel<TLanes, TVector>.Packed(depth, a, b, alpha, beta, bias, c, ldc);
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
        public float* PackedA, PackedB;
        public int Row, RowCount, Column, ColumnCount, Depth, DepthCount;
        public int PackingJobsOfB, PanelsPerTile, TilesAcross;
    }
}
