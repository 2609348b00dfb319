using System.Runtime.CompilerServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// Blocked matrix product after Goto and van de Geijn ("Anatomy of High-Performance Matrix Multiplication", 2008). A slice of the inner
/// dimension of B is copied into panels that the micro-kernel reads in order, transposing on the way where needed. Then blocks of C are
/// shared out among the threads. An A that is not transposed is read in place; of a transposed A each thread packs the part it uses.
/// </summary>
/// <remarks>
/// Every element of C is summed in the same order however many threads there are: slices of the inner dimension come one after another.
/// </remarks>
internal static unsafe class PackedGemm<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // A slice of a block of A (240 x 1024 floats where vectors have 512 bits) and a panel of B stay in the second-level cache, and what is
    // packed of B at a time in the third. Shallow slices would pass over C more often, which costs more than a panel that is too long for
    // the first-level cache.
    private const int DepthPerColumn = 32;
    private const int PackedFloats = 3 << 19; // 6 MB
    private const int HighBlock = 240;
    private const int LowBlock = 36;

    private static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MicroKernel<TLanes, TVector>.Columns;
    }

    public static void Multiply(in GemmCall call)
    {
        var threads = (long)call.M * call.N * call.K >= Gemm.SmallProduct ? Parallelism.Threads : 1;
        var depthStep = Even(call.K, DepthPerColumn * Columns, 1);
        var columnStep = Even(call.N, PackedFloats / (DepthPerColumn * Columns), Columns);
        // Of a long inner dimension several slices are packed together: threads wait for one another less often.
        var slices = Math.Clamp(PackedFloats / (depthStep * columnStep), 1, Count(call.K, depthStep));
        // What is packed starts on a cache line, too.
        var tableLength = Count(depthStep * sizeof(nint), Scratch.Line) * Scratch.Line / sizeof(float);
        using var scratch = new Scratch(tableLength + (long)slices * depthStep * columnStep);
        var step = new Step
        {
            Call = call, Offsets = (nint*)scratch.Pointer, PackedB = scratch.Pointer + tableLength, DepthStep = depthStep,
        };
        for (var i = 0; i < depthStep; i++)
            step.Offsets[i] = (nint)i * Columns;

        // Some blocks for each thread, so that none waits long for the last one. They are cut across columns too if that makes more of
        // them: fewer where each would have to pack its rows of A again.
        step.Blocks = Count(call.M, HighBlock);
        if (threads > 1)
            step.Blocks = Math.Min(Count(step.Blocks, threads) * threads, Count(call.M, LowBlock));
        var jobs = threads == 1 ? 1 : (call.TransposeA ? 2 : 4) * threads;
        for (step.Column = 0; step.Column < call.N; step.Column += columnStep)
        {
            step.ColumnCount = Math.Min(columnStep, call.N - step.Column);
            step.BlocksAcross = Math.Clamp(Count(jobs, step.Blocks), 1, step.Panels);
            step.Packings = Math.Min(2 * threads, step.Panels);
            for (step.Depth = 0; step.Depth < call.K; step.Depth += slices * depthStep)
            {
                step.Slices = Count(Math.Min(slices * depthStep, call.K - step.Depth), depthStep);
                Run(step.Slices * step.Packings, &PackB, &step, threads);
                Run(step.Blocks * step.BlocksAcross, &Compute, &step, threads);
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
        var (slice, part) = Math.DivRem(job, step->Packings);
        var (first, depth) = step->Slice(slice);
        var packed = step->PackedSlice(slice);
        var panels = new Parallelism.RangeCut(step->Panels, step->Packings);
        for (var panel = panels.Start(part); panel < panels.Start(part + 1); panel++)
        {
            var column = panel * Columns;
            var source = call.TransposeB
                ? call.B + (nint)(step->Column + column) * call.Ldb + first
                : call.B + (nint)first * call.Ldb + step->Column + column;
            PanelPacking<TLanes, TVector>.Panel(
                source, call.Ldb, !call.TransposeB, Math.Min(Columns, step->ColumnCount - column), Columns, depth,
                packed + (nint)column * depth);
        }
    }

    private static void Compute(void* state, int job)
    {
        var step = (Step*)state;
        ref readonly var call = ref step->Call;
        var (block, across) = Math.DivRem(job, step->BlocksAcross);
        var tiles = new Parallelism.RangeCut(Count(call.M, MicroKernel<TLanes, TVector>.Rows), step->Blocks);
        var firstRow = tiles.Start(block) * MicroKernel<TLanes, TVector>.Rows;
        var rows = Math.Min(tiles.Start(block + 1) * MicroKernel<TLanes, TVector>.Rows, call.M) - firstRow;
        var panels = new Parallelism.RangeCut(step->Panels, step->BlocksAcross);
        var firstColumn = panels.Start(across) * Columns;
        var endColumn = Math.Min(panels.Start(across + 1) * Columns, step->ColumnCount);
        // Only whole tiles can be read in place: a part of one would reach beyond the matrix.
        var inPlace = call.TransposeA ? 0 : rows - rows % MicroKernel<TLanes, TVector>.Rows;
        using var scratch = new Scratch((long)(rows - inPlace + MicroKernel<TLanes, TVector>.Rows) * step->DepthStep);
        for (var slice = 0; slice < step->Slices; slice++)
        {
            var (first, depth) = step->Slice(slice);
            var source = call.TransposeA ? call.A + (nint)first * call.Lda + firstRow : call.A + (nint)firstRow * call.Lda + first;
            PanelPacking<TLanes, TVector>.Rows(
                source + (nint)inPlace * call.Lda, call.Lda, call.TransposeA, rows - inPlace, depth, scratch.Pointer);
            Compute(*step, slice, source, inPlace, scratch.Pointer, firstRow, rows, firstColumn, endColumn);
        }
    }

    // Adds the product of a slice of the inner dimension to a block of C. The first rows of A are read in place, the rest are packed.
    private static void Compute(
        in Step step, int slice, float* source, int inPlace, float* packed, int firstRow, int rows, int firstColumn, int endColumn)
    {
        ref readonly var call = ref step.Call;
        var (first, depth) = step.Slice(slice);
        var beta = first == 0 ? call.Beta : 1;
        var bias = first == 0 ? call.Bias : null;
        var product = new TileProduct { Depth = depth, Offsets = step.Offsets, Alpha = call.Alpha, Beta = beta, Ldc = call.Ldc };
        for (var column = firstColumn; column < endColumn; column += Columns)
        {
            product.B = step.PackedSlice(slice) + (nint)column * depth;
            product.Bias = bias == null ? null : bias + step.Column + column;
            for (var row = 0; row < rows;)
            {
                var tile = MicroKernel<TLanes, TVector>.TileRows(rows - row);
                product.A = row < inPlace ? source + (nint)row * call.Lda : packed + (nint)(row - inPlace) * depth;
                (product.RowStride, product.DepthStride) = row < inPlace ? (call.Lda, 1) : (1, tile);
                product.C = call.C + (nint)(firstRow + row) * call.Ldc + step.Column + column;
                var there = Math.Min(tile, rows - row);
                Prefetch.Block(product.C, call.Ldc, there, 1); // a line of each row; the processor adds its neighbour
                MicroKernel<TLanes, TVector>.Multiply(tile, product, there, endColumn - column);
                row += tile;
            }
        }
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
        public int Column, ColumnCount, Depth, DepthStep, Slices, Blocks, BlocksAcross, Packings;

        public readonly int Panels => Count(ColumnCount, Columns);

        /// <summary>Where a slice of the inner dimension begins and how deep it is.</summary>
        public readonly (int First, int Depth) Slice(int slice)
        {
            var first = Depth + slice * DepthStep;
            return (first, Math.Min(DepthStep, Call.K - first));
        }

        public readonly float* PackedSlice(int slice) => PackedB + (nint)slice * DepthStep * Panels * Columns;
    }
}
