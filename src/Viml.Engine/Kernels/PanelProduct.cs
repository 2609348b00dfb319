using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// One product with a right operand in panels: y [rows, columns] = activation(x [rows, depth] * panels + bias), or added to y.
/// </summary>
internal unsafe struct PanelCall
{
    /// <summary>Rows of x and y, inner dimension, and columns of y: a multiple of <see cref="PanelProduct.Width"/>.</summary>
    public int Rows, Depth, Columns;

    /// <summary>x, its rows <see cref="Ldx"/> apart.</summary>
    public float* X;

    /// <summary>Distance between the rows of x.</summary>
    public nint Ldx;

    /// <summary>[columns / width, depth, width].</summary>
    public float* Panels;

    /// <summary>[columns], or null.</summary>
    public float* Bias;

    /// <summary>y, its rows <see cref="Ldy"/> apart.</summary>
    public float* Y;

    /// <summary>Distance between the rows of y.</summary>
    public nint Ldy;

    /// <summary>Whether the product is added to what y holds.</summary>
    public bool Adds;

    /// <summary>Applied in place to finished rows of a panel, or null.</summary>
    public delegate*<Span<float>, void> Activation;
}

/// <summary>
/// Matrix products whose right operand was laid out once, in the order in which the micro-kernel reads it: weights that serve many small
/// products need no packing, and may be mapped from a file. The result does not depend on the number of threads.
/// </summary>
internal static unsafe class PanelProduct
{
    /// <summary>Columns of a panel: two vectors of 512 bits, four of 256 or eight of 128.</summary>
    public const int Width = 32;

    // Inner steps per pass: a slice of a panel (64 KB) and of a block of x (192 KB), which several panels are multiplied by, stay in the
    // second-level cache.
    private const int MaximumDepth = 512;
    private const int BlockRows = 96;
    private const int PanelsTogether = 8;

    private static readonly nint[] OffsetTable = Steps();
    private static readonly nint* Offsets = (nint*)Marshal.UnsafeAddrOfPinnedArrayElement(OffsetTable, 0);

    /// <summary>y [rows, columns] = activation(x [rows, depth] * panels + bias), or added to y, for spans of these sizes.</summary>
    public static void Multiply(
        int rows, int depth, ReadOnlySpan<float> x, ReadOnlySpan<float> panels, ReadOnlySpan<float> bias, Span<float> y, bool adds,
        PanelActivation activation)
    {
        const string Operation = "PanelProduct";
        Guard.Length(x.Length, (long)rows * depth, Operation, nameof(x));
        Guard.Length(panels.Length, (long)bias.Length * depth, Operation, nameof(panels));
        Guard.Length(y.Length, (long)rows * bias.Length, Operation, nameof(y));
        fixed (float* startX = x, startPanels = panels, startBias = bias, startY = y)
            Multiply(new PanelCall
            {
                Rows = rows, Depth = depth, Columns = bias.Length, X = startX, Ldx = depth, Panels = startPanels, Bias = startBias,
                Y = startY, Ldy = bias.Length, Adds = adds, Activation = PanelActivations.FunctionOf(activation),
            });
    }

    /// <summary>One product whose arguments are known to be good.</summary>
    public static void Multiply(in PanelCall call)
    {
        if (call.Rows == 0)
            return;
        switch (Simd.Level)
        {
            case SimdLevel.Vector512:
                Run(call, &Compute<Lanes512, Vector512<float>>);
                break;
            case SimdLevel.Vector256:
                Run(call, &Compute<Lanes256, Vector256<float>>);
                break;
            case SimdLevel.Portable:
                Run(call, &Compute<Lanes128, Vector128<float>>);
                break;
            default:
                Reference(call);
                break;
        }
    }

    private static void Reference(in PanelCall call)
    {
        for (var row = 0; row < call.Rows; row++)
            for (var column = 0; column < call.Columns; column++)
            {
                var panel = call.Panels + (nint)(column / Width) * call.Depth * Width + column % Width;
                ref var y = ref call.Y[row * call.Ldy + column];
                var sum = (call.Adds ? y : 0) + (call.Bias == null ? 0 : call.Bias[column]);
                for (var i = 0; i < call.Depth; i++)
                    sum += call.X[row * call.Ldx + i] * panel[(nint)i * Width];
                y = sum;
                if (call.Activation != null)
                    call.Activation(new Span<float>(ref y));
            }
    }

    private static void Run(in PanelCall call, delegate*<void*, int, void> compute)
    {
        var job = new Job { Call = call, Blocks = (call.Rows + BlockRows - 1) / BlockRows };
        var panels = call.Columns / Width;
        var isShared = (long)call.Rows * call.Columns * call.Depth >= Gemm.SmallProduct;
        // Few rows are shared out in small groups of panels, so that every thread has some.
        job.Group = isShared ? Math.Clamp(panels * job.Blocks / (4 * Parallelism.Threads), 1, PanelsTogether) : panels;
        var jobs = job.Blocks * ((panels + job.Group - 1) / job.Group);
        if (isShared)
            Parallelism.For(jobs, compute, &job);
        else
            for (var i = 0; i < jobs; i++)
                compute(&job, i);
    }

    private static void Compute<TLanes, TVector>(void* state, int index)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        ref readonly var job = ref *(Job*)state;
        ref readonly var call = ref job.Call;
        var (group, block) = Math.DivRem(index, job.Blocks);
        int firstPanel = group * job.Group, lastPanel = Math.Min(call.Columns / Width, firstPanel + job.Group);
        int first = block * BlockRows, last = Math.Min(call.Rows, first + BlockRows);
        var passes = (call.Depth + MaximumDepth - 1) / MaximumDepth;
        for (var pass = 0; pass < passes; pass++)
        {
            int start = (int)((long)call.Depth * pass / passes), end = (int)((long)call.Depth * (pass + 1) / passes);
            for (var panel = firstPanel; panel < lastPanel; panel++)
            {
                var slice = new Slice
                {
                    Depth = end - start,
                    Panel = call.Panels + ((nint)panel * call.Depth + start) * Width,
                    Bias = pass > 0 || call.Bias == null ? null : call.Bias + panel * Width,
                    Adds = pass > 0 || call.Adds,
                };
                for (var row = first; row < last;)
                {
                    var tile = MicroKernel<TLanes, TVector>.TileRows(last - row);
                    var x = call.X + row * call.Ldx + start;
                    var y = call.Y + row * call.Ldy + panel * Width;
                    if (tile <= last - row)
                        Tile<TLanes, TVector>(slice, tile, x, call.Ldx, 1, y, call.Ldy);
                    else
                        LastTile<TLanes, TVector>(slice, tile, last - row, x, call.Ldx, y, call.Ldy);
                    row += tile;
                }
            }
        }
        for (var row = first; call.Activation != null && row < last; row++)
            call.Activation(new Span<float>(call.Y + row * call.Ldy + firstPanel * Width, (lastPanel - firstPanel) * Width));
    }

    private static void Tile<TLanes, TVector>(in Slice slice, int rows, float* x, nint rowStride, nint depthStride, float* y, nint ldy)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        for (var column = 0; column < Width; column += MicroKernel<TLanes, TVector>.Columns)
            MicroKernel<TLanes, TVector>.Multiply(rows, new TileProduct
            {
                Depth = slice.Depth, A = x, RowStride = rowStride, DepthStride = depthStride, B = slice.Panel + column, Offsets = Offsets,
                FetchesAhead = true, Beta = slice.Adds ? 1 : 0, Bias = slice.Bias == null ? null : slice.Bias + column, C = y + column,
                Ldc = ldy,
            });
    }

    // Fewer rows than a tile has: the others are zeros of a packed copy.
    private static void LastTile<TLanes, TVector>(in Slice slice, int tile, int rows, float* x, nint ldx, float* y, nint ldy)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var scratch = new Scratch(tile * (Width + (long)slice.Depth));
        var result = scratch.Pointer;
        var packed = result + tile * Width;
        PanelPacking<TLanes, TVector>.Panel(x, (int)ldx, depthFirst: false, rows, tile, slice.Depth, packed);
        for (var row = 0; row < rows; row++)
            new ReadOnlySpan<float>(y + row * ldy, Width).CopyTo(new Span<float>(result + row * Width, Width));
        new Span<float>(result + rows * Width, (tile - rows) * Width).Clear();
        Tile<TLanes, TVector>(slice, tile, packed, 1, tile, result, Width);
        for (var row = 0; row < rows; row++)
            new ReadOnlySpan<float>(result + row * Width, Width).CopyTo(new Span<float>(y + row * ldy, Width));
    }

    private static nint[] Steps()
    {
        var steps = GC.AllocateArray<nint>(MaximumDepth + 1, pinned: true);
        for (var i = 0; i < steps.Length; i++)
            steps[i] = (nint)i * Width;
        return steps;
    }

    private struct Job
    {
        public PanelCall Call;
        public int Blocks, Group;
    }

    private struct Slice
    {
        public int Depth;
        public float* Panel, Bias;
        public bool Adds;
    }
}
