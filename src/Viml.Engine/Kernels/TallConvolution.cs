namespace Viml.Engine.Kernels;

/// <summary>
/// Convolution of images of one channel with tall kernels, and of each filter the maximum over rows and ReLU: what MusiCNN's timbre filters do. Down the rows it
/// multiplies by Winograd's minimal filtering F(4, 3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016): kernels are cut into pieces
/// of 3 rows, and 6 products give 4 rows of output under a piece where 12 were needed. Along the columns every kernel element sees a shifted view of the image,
/// see <see cref="PaddedPlanes"/>. Nothing but the maxima is written.
/// </summary>
internal static unsafe class TallConvolution<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Columns => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>One call whose arguments are known to be good.</summary>
    public static void Forward(in TallConvolutionCall call)
    {
        var tiles = (call.OutputColumns + Columns - 1) / Columns;
        var job = new Job
        {
            Call = call,
            Tiles = tiles,
            Pitch = tiles * Columns + call.KernelColumns - 1, // whole vectors are read beyond the last column
            Planes = 4 * (call.Groups - 1) + 3 * (call.Pieces - 1) + 1,
        };
        var filters = call.Filters + MicroKernel<TLanes, TVector>.Rows - 1; // the last panel may reach beyond the last filter
        var tableLength = (long)call.Depth * sizeof(nint) / sizeof(float);
        var weightLength = (long)filters * call.Depth;
        using var scratch = new Scratch(tableLength + TallConvolutionCall.Products * (weightLength + call.Batch * (long)job.PlaneLength));
        job.Offsets = (nint*)scratch.Pointer;
        job.Weight = scratch.Pointer + tableLength;
        job.WeightLength = (nint)weightLength;
        job.Transformed = job.Weight + TallConvolutionCall.Products * job.WeightLength;
        for (var element = 0; element < call.Depth; element++)
            job.Offsets[element] = (nint)(element / call.KernelColumns) * 3 * job.Pitch + element % call.KernelColumns;
        for (var product = 0; product < TallConvolutionCall.Products; product++)
            PanelPacking<TLanes, TVector>.Rows(
                call.Weight + (nint)product * call.Filters * call.Depth, call.Depth, depthFirst: false, call.Filters, call.Depth, job.Weight + product * job.WeightLength);
        Parallelism.For(call.Batch, &Transform, &job);
        Parallelism.For(call.Batch * tiles, &ComputeTile, &job);
    }

    // Plane f, row m is the combination f of the six rows from m on, of the padded image.
    private static void Transform(void* state, int image)
    {
        var job = (Job*)state;
        ref readonly var call = ref job->Call;
        var (pitch, rows) = (job->Pitch, job->Planes + 5);
        using var scratch = new Scratch((long)rows * pitch);
        var padded = scratch.Pointer;
        new Span<float>(padded, rows * pitch).Clear();
        for (var row = 0; row < Math.Min(call.Rows, rows); row++)
            new ReadOnlySpan<float>(call.Images + ((nint)image * call.Rows + row) * call.ImageColumns, call.ImageColumns)
                .CopyTo(new Span<float>(padded + (nint)row * pitch + call.Padding, call.ImageColumns));

        var (two, minusTwo, four, minusFour, minusFive, minusOne) =
            (TLanes.Broadcast(2), TLanes.Broadcast(-2), TLanes.Broadcast(4), TLanes.Broadcast(-4), TLanes.Broadcast(-5), TLanes.Broadcast(-1));
        var plane = (nint)job->PlaneLength;
        var target = job->Transformed + image * TallConvolutionCall.Products * plane;
        // All rows at once: a row of a plane follows from rows of the image that lie whole pitches further on.
        var length = job->Planes * pitch;
        for (var step = 0; step < length; step += TLanes.Count)
        {
            var i = Math.Min(step, length - TLanes.Count);
            var (d0, d1, d2) = (TLanes.Load(padded + i), TLanes.Load(padded + i + pitch), TLanes.Load(padded + i + 2 * pitch));
            var (d3, d4, d5) = (TLanes.Load(padded + i + 3 * pitch), TLanes.Load(padded + i + 4 * pitch), TLanes.Load(padded + i + 5 * pitch));
            var (even, odd) = (TLanes.MultiplyAdd(d2, minusFour, d4), TLanes.MultiplyAdd(d1, minusFour, d3));
            var (outer, inner) = (TLanes.MultiplyAdd(d2, minusOne, d4), TLanes.MultiplyAdd(d1, minusOne, d3));
            TLanes.Store(TLanes.MultiplyAdd(d0, four, TLanes.MultiplyAdd(d2, minusFive, d4)), target + i);
            TLanes.Store(TLanes.Add(even, odd), target + plane + i);
            TLanes.Store(TLanes.MultiplyAdd(odd, minusOne, even), target + 2 * plane + i);
            TLanes.Store(TLanes.MultiplyAdd(inner, two, outer), target + 3 * plane + i);
            TLanes.Store(TLanes.MultiplyAdd(inner, minusTwo, outer), target + 4 * plane + i);
            TLanes.Store(TLanes.MultiplyAdd(d1, four, TLanes.MultiplyAdd(d3, minusFive, d5)), target + 5 * plane + i);
        }
    }

    private static void ComputeTile(void* state, int index)
    {
        var job = (Job*)state;
        ref readonly var call = ref job->Call;
        var (image, tile) = Math.DivRem(index, job->Tiles);
        var planes = job->Transformed + image * TallConvolutionCall.Products * (nint)job->PlaneLength + tile * Columns;
        var size = MicroKernel<TLanes, TVector>.Rows * Columns;
        var products = stackalloc float[(TallConvolutionCall.Products + 1) * size];
        var maximum = products + TallConvolutionCall.Products * size;
        var columns = Math.Min(Columns, call.OutputColumns - tile * Columns);
        for (var filter = 0; filter < call.Filters;)
        {
            var height = MicroKernel<TLanes, TVector>.TileRows(call.Filters - filter);
            new Span<float>(maximum, size).Fill(float.NegativeInfinity);
            for (var group = 0; group < call.Groups; group++)
            {
                for (var product = 0; product < TallConvolutionCall.Products; product++)
                    MicroKernel<TLanes, TVector>.Multiply(
                        height, call.Depth, job->Weight + product * job->WeightLength + (nint)filter * call.Depth, planes + (nint)product * job->PlaneLength + 4 * group * job->Pitch,
                        job->Offsets, 1, 0, null, products + product * size, Columns);
                Maximise(products, size, height * Columns, Math.Min(4, call.OutputRows - 4 * group), maximum);
            }
            for (var row = 0; row < Math.Min(height, call.Filters - filter); row++)
            {
                var target = call.Output + ((nint)image * call.OutputChannels + filter + row) * call.OutputColumns + tile * Columns;
                for (var column = 0; column < columns; column++)
                    target[column] = Math.Max(0, maximum[row * Columns + column] + call.Bias[filter + row]);
            }
            filter += height;
        }
    }

    // Takes the rows of output that the six products stand for into the maximum, those of them that exist.
    private static void Maximise(float* products, int size, int length, int rows, float* maximum)
    {
        var (two, four, eight, minusOne) = (TLanes.Broadcast(2), TLanes.Broadcast(4), TLanes.Broadcast(8), TLanes.Broadcast(-1));
        for (var i = 0; i < length; i += TLanes.Count)
        {
            var p = products + i;
            var (p1, p2, p3, p4) = (TLanes.Load(p + size), TLanes.Load(p + 2 * size), TLanes.Load(p + 3 * size), TLanes.Load(p + 4 * size));
            var (near, far) = (TLanes.Add(p1, p2), TLanes.Add(p3, p4));
            var best = TLanes.Max(TLanes.Load(maximum + i), TLanes.Add(TLanes.Load(p), TLanes.Add(near, far)));
            var (nearSlope, farSlope) = (TLanes.MultiplyAdd(p2, minusOne, p1), TLanes.MultiplyAdd(p4, minusOne, p3));
            if (rows > 1)
                best = TLanes.Max(best, TLanes.MultiplyAdd(farSlope, two, nearSlope));
            if (rows > 2)
                best = TLanes.Max(best, TLanes.MultiplyAdd(far, four, near));
            if (rows > 3)
                best = TLanes.Max(best, TLanes.Add(TLanes.Load(p + 5 * size), TLanes.MultiplyAdd(farSlope, eight, nearSlope)));
            TLanes.Store(best, maximum + i);
        }
    }

    private struct Job
    {
        public TallConvolutionCall Call;
        public nint* Offsets;
        public float* Weight, Transformed;
        public nint WeightLength;
        public int Tiles, Pitch, Planes;

        public readonly int PlaneLength => Planes * Pitch;
    }
}

/// <summary>The arguments of <see cref="TallConvolution{TLanes,TVector}.Forward"/>.</summary>
internal unsafe struct TallConvolutionCall
{
    /// <summary>Products that stand for four rows of output under three rows of a kernel.</summary>
    public const int Products = 6;

    /// <summary>[batch, rows, image columns], [6, filters, depth] and [filters]; receives [batch, output channels, output columns] in its first channels.</summary>
    public float* Images, Weight, Bias, Output;

    public int Batch, Rows, ImageColumns, Padding, Filters, KernelRows, KernelColumns, OutputChannels;

    /// <summary>Pieces of 3 rows that a kernel is cut into.</summary>
    public readonly int Pieces => (KernelRows + 2) / 3;

    /// <summary>Kernel elements under one of the six products.</summary>
    public readonly int Depth => Pieces * KernelColumns;

    public readonly int OutputRows => Rows - KernelRows + 1;

    /// <summary>Groups of 4 output rows.</summary>
    public readonly int Groups => (OutputRows + 3) / 4;

    public readonly int OutputColumns => ImageColumns + 2 * Padding - KernelColumns + 1;
}
