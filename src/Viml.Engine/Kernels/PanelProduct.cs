using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// One product with a right operand in panels: y [rows, columns] = activation(x [rows, depth] * panels + bias), or added to y.
/// </summary>
internal unsafe struct PanelCall
{
    /// <summary>Rows of x and y, inner dimension, and columns of y.</summary>
    public int Rows, Depth, Columns;

    /// <summary>x, its rows <see cref="Ldx"/> apart.</summary>
    public float* X;

    /// <summary>Distance between the rows of x.</summary>
    public nint Ldx;

    /// <summary>[panels, depth, width]: the columns, and zeros up to the end of the last panel.</summary>
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

    /// <summary>Panels that hold this many columns.</summary>
    public static int Count(int columns) => (columns + Width - 1) / Width;

    /// <summary>Lays a matrix [columns, depth] out in panels, whose end beyond the last column is left as it is.</summary>
    public static void Pack(Memory<float> matrix, int columns, int depth, Memory<float> panels)
    {
        Guard.Length(matrix.Length, (long)columns * depth, "PanelProduct", nameof(matrix));
        Guard.Length(panels.Length, (long)Count(columns) * Width * depth, "PanelProduct", nameof(panels));
        Parallelism.For(Count(columns), panel =>
        {
            var first = panel * Width;
            fixed (float* source = matrix.Span, target = panels.Span)
                Transposition.Copy(
                    source + (nint)first * depth, depth, Math.Min(Width, columns - first), depth, target + (nint)first * depth, Width);
        });
    }

    /// <summary>
    /// y [rows, columns] = activation(x [rows, depth] * panels + bias [columns]), or added to y, whose rows lie <paramref name="stride"/>
    /// apart.
    /// </summary>
    public static void Multiply(
        int rows, int depth, ReadOnlySpan<float> x, ReadOnlySpan<float> panels, ReadOnlySpan<float> bias, Span<float> y, int stride,
        bool adds, PanelActivation activation)
    {
        const string Operation = "PanelProduct";
        Guard.Length(x.Length, (long)rows * depth, Operation, nameof(x));
        Guard.Length(panels.Length, (long)Count(bias.Length) * Width * depth, Operation, nameof(panels));
        new Matrix(y, rows, bias.Length, stride).RequireLength(1, nameof(y));
        fixed (float* startX = x, startPanels = panels, startBias = bias, startY = y)
            Multiply(new PanelCall
            {
                Rows = rows, Depth = depth, Columns = bias.Length, X = startX, Ldx = depth, Panels = startPanels, Bias = startBias,
                Y = startY, Ldy = stride, Adds = adds, Activation = PanelActivations.FunctionOf(activation),
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
        var panels = Count(call.Columns);
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
        int firstPanel = group * job.Group, lastPanel = Math.Min(Count(call.Columns), firstPanel + job.Group);
        int first = block * BlockRows, last = Math.Min(call.Rows, first + BlockRows);
        var rows = last - first;
        // Only whole tiles can be read in place: a part of one would reach beyond the matrix.
        var inPlace = rows - rows % MicroKernel<TLanes, TVector>.Rows;
        var passes = (call.Depth + MaximumDepth - 1) / MaximumDepth;
        using var scratch = new Scratch((long)MicroKernel<TLanes, TVector>.Rows * MaximumDepth);
        for (var pass = 0; pass < passes; pass++)
        {
            int start = (int)((long)call.Depth * pass / passes), end = (int)((long)call.Depth * (pass + 1) / passes);
            var depth = end - start;
            var x = call.X + first * call.Ldx + start;
            PanelPacking<TLanes, TVector>.Rows(x + inPlace * call.Ldx, (int)call.Ldx, false, rows - inPlace, depth, scratch.Pointer);
            for (var panel = firstPanel; panel < lastPanel; panel++)
            {
                var slice = call.Panels + ((nint)panel * call.Depth + start) * Width;
                var bias = pass > 0 || call.Bias == null ? null : call.Bias + panel * Width;
                var product = new TileProduct
                {
                    Depth = depth, Offsets = Offsets, FetchesAhead = true, Beta = pass > 0 || call.Adds ? 1 : 0, Ldc = call.Ldy,
                };
                for (var row = 0; row < rows;)
                {
                    var tile = MicroKernel<TLanes, TVector>.TileRows(rows - row);
                    product.A = row < inPlace ? x + row * call.Ldx : scratch.Pointer + (nint)(row - inPlace) * depth;
                    (product.RowStride, product.DepthStride) = row < inPlace ? (call.Ldx, 1) : (1, tile);
                    var columns = Math.Min(Width, call.Columns - panel * Width);
                    for (var column = 0; column < columns; column += MicroKernel<TLanes, TVector>.Columns)
                    {
                        product.B = slice + column;
                        product.Bias = bias == null ? null : bias + column;
                        product.C = call.Y + (first + row) * call.Ldy + panel * Width + column;
                        MicroKernel<TLanes, TVector>.Multiply(tile, product, Math.Min(tile, rows - row), columns - column);
                    }
                    row += tile;
                }
            }
        }
        int firstColumn = firstPanel * Width, lastColumn = Math.Min(call.Columns, lastPanel * Width);
        for (var row = first; call.Activation != null && row < last; row++)
            call.Activation(new Span<float>(call.Y + row * call.Ldy + firstColumn, lastColumn - firstColumn));
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
}
