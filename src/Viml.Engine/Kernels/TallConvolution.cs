using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// Convolution of images of one channel with tall kernels, and of each filter the maximum over rows and ReLU: what MusiCNN's timbre filters
/// do. Down the rows it multiplies by Winograd's minimal filtering F(4, 3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural
/// Networks", 2016): kernels are cut into pieces of 3 rows, and 6 products give 4 rows of output under a piece where 12 were needed. Along
/// the columns every kernel element sees a shifted view of the image, see <see cref="PaddedPlanes"/>. Nothing but the maxima is written.
/// </summary>
internal static unsafe class TallConvolution
{
    /// <summary>Products that stand for four rows of output under three rows of a kernel.</summary>
    public const int Products = 6;

    // The kernel transform of F(4, 3), with the points 0, 1, -1, 2, -2 and infinity.
    private static readonly double[][] KernelTransform =
    [
        [1 / 4.0, 0, 0], [-1 / 6.0, -1 / 6.0, -1 / 6.0], [-1 / 6.0, 1 / 6.0, -1 / 6.0], [1 / 24.0, 1 / 12.0, 1 / 6.0],
        [1 / 24.0, -1 / 12.0, 1 / 6.0], [0, 0, 1],
    ];

    /// <summary>From [filters, rows, columns] to the kernels of the six products, [6, filters, pieces of 3 rows x columns].</summary>
    public static float[] TransformKernels(ReadOnlySpan<float> weight, int filters, int rows, int columns)
    {
        var depth = (rows + 2) / 3 * columns;
        var transformed = new float[Products * filters * depth];
        for (var product = 0; product < Products; product++)
            for (var filter = 0; filter < filters; filter++)
                for (var element = 0; element < depth; element++)
                {
                    var (piece, column) = Math.DivRem(element, columns);
                    var sum = 0.0;
                    for (var row = 3 * piece; row < Math.Min(3 * piece + 3, rows); row++)
                        sum += KernelTransform[product][row - 3 * piece] * weight[(filter * rows + row) * columns + column];
                    transformed[(product * filters + filter) * depth + element] = (float)sum;
                }
        return transformed;
    }

    /// <summary>
    /// y [batch, output channels, output columns] in its first channels = ReLU(max over rows(images [batch, rows, columns] * weight) + bias
    /// [filters]), for spans that are known to be long enough.
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="images">The images.</param>
    /// <param name="weight">[filters, rows, columns], which the plain loops read.</param>
    /// <param name="transformed">The same after <see cref="TransformKernels"/>, which all others read.</param>
    /// <param name="bias">The bias.</param>
    /// <param name="y">The result.</param>
    public static void Forward(
        in TallShape shape,
        ReadOnlySpan<float> images, ReadOnlySpan<float> weight, ReadOnlySpan<float> transformed, ReadOnlySpan<float> bias, Span<float> y)
    {
        var level = Simd.Level;
        fixed (float* x = images, w = level == SimdLevel.Scalar ? weight : transformed, b = bias, output = y)
        {
            var call = new TallCall { Shape = shape, Images = x, Weight = w, Bias = b, Output = output };
            switch (level)
            {
                case SimdLevel.Vector512:
                    TallConvolution<Lanes512, Vector512<float>>.Forward(call);
                    break;
                case SimdLevel.Vector256:
                    TallConvolution<Lanes256, Vector256<float>>.Forward(call);
                    break;
                case SimdLevel.Portable:
                    TallConvolution<Lanes128, Vector128<float>>.Forward(call);
                    break;
                default:
                    ForwardScalar(call);
                    break;
            }
        }
    }

    // The specification, with the weights as they are defined.
    private static void ForwardScalar(in TallCall call)
    {
        ref readonly var shape = ref call.Shape;
        for (var image = 0; image < shape.Batch; image++)
            for (var filter = 0; filter < shape.Filters; filter++)
                for (var column = 0; column < shape.OutputColumns; column++)
                {
                    var maximum = float.NegativeInfinity;
                    for (var row = 0; row < shape.OutputRows; row++)
                    {
                        var sum = 0f;
                        for (var y = 0; y < shape.KernelRows; y++)
                            for (var x = 0; x < shape.KernelColumns; x++)
                            {
                                var at = column + x - shape.Padding;
                                if ((uint)at < (uint)shape.ImageColumns)
                                    sum += call.Weight[(filter * shape.KernelRows + y) * shape.KernelColumns + x]
                                        * call.Images[((nint)image * shape.Rows + row + y) * shape.ImageColumns + at];
                            }
                        maximum = Math.Max(maximum, sum);
                    }
                    var target = ((nint)image * shape.OutputChannels + filter) * shape.OutputColumns + column;
                    call.Output[target] = Math.Max(0, maximum + call.Bias[filter]);
                }
    }
}

/// <summary>The vector code of <see cref="TallConvolution"/>, compiled once per width.</summary>
internal static unsafe class TallConvolution<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private static int Columns => MicroKernel<TLanes, TVector>.Columns;

    /// <summary>One call whose arguments are known to be good.</summary>
    public static void Forward(in TallCall call)
    {
        ref readonly var shape = ref call.Shape;
        var tiles = (shape.OutputColumns + Columns - 1) / Columns;
        var job = new Job
        {
            Call = call,
            Tiles = tiles,
            Pitch = tiles * Columns + shape.KernelColumns - 1, // whole vectors are read beyond the last column
            Planes = 4 * (shape.Groups - 1) + 3 * (shape.Pieces - 1) + 1,
        };
        var filters = shape.Filters + MicroKernel<TLanes, TVector>.Rows - 1; // the last panel may reach beyond the last filter
        var tableLength = (long)shape.Depth * sizeof(nint) / sizeof(float);
        var weightLength = (long)filters * shape.Depth;
        using var scratch = new Scratch(tableLength + TallConvolution.Products * (weightLength + shape.Batch * (long)job.PlaneLength));
        job.Offsets = (nint*)scratch.Pointer;
        job.Weight = scratch.Pointer + tableLength;
        job.WeightLength = (nint)weightLength;
        job.Transformed = job.Weight + TallConvolution.Products * job.WeightLength;
        for (var element = 0; element < shape.Depth; element++)
            job.Offsets[element] = (nint)(element / shape.KernelColumns) * 3 * job.Pitch + element % shape.KernelColumns;
        for (var product = 0; product < TallConvolution.Products; product++)
            PanelPacking<TLanes, TVector>.Rows(
                call.Weight + (nint)product * shape.Filters * shape.Depth, shape.Depth, depthFirst: false, shape.Filters, shape.Depth,
                job.Weight + product * job.WeightLength);
        Parallelism.For(shape.Batch, &Transform, &job);
        Parallelism.For(shape.Batch * tiles, &ComputeTile, &job);
    }

    // Plane f, row m is the combination f of the six rows from m on, of the padded image.
    private static void Transform(void* state, int image)
    {
        var job = (Job*)state;
        ref readonly var call = ref job->Call;
        ref readonly var shape = ref call.Shape;
        var (pitch, rows) = (job->Pitch, job->Planes + 5);
        using var scratch = new Scratch((long)rows * pitch);
        var padded = scratch.Pointer;
        new Span<float>(padded, rows * pitch).Clear();
        for (var row = 0; row < Math.Min(shape.Rows, rows); row++)
            new ReadOnlySpan<float>(call.Images + ((nint)image * shape.Rows + row) * shape.ImageColumns, shape.ImageColumns)
                .CopyTo(new Span<float>(padded + (nint)row * pitch + shape.Padding, shape.ImageColumns));

        var (two, four) = (TLanes.Broadcast(2), TLanes.Broadcast(4));
        TVector minusOne = TLanes.Broadcast(-1), minusTwo = TLanes.Broadcast(-2);
        TVector minusFour = TLanes.Broadcast(-4), minusFive = TLanes.Broadcast(-5);
        var plane = (nint)job->PlaneLength;
        var target = job->Transformed + image * TallConvolution.Products * plane;
        // All rows at once: a row of a plane follows from rows of the image that lie whole pitches further on.
        var length = job->Planes * pitch;
        for (var step = 0; step < length; step += TLanes.Count)
        {
            var i = Math.Min(step, length - TLanes.Count);
            var (d0, d1, d2) = (TLanes.Load(padded + i), TLanes.Load(padded + i + pitch), TLanes.Load(padded + i + 2 * pitch));
            var (d3, d4, d5) = (
                TLanes.Load(padded + i + 3 * pitch), TLanes.Load(padded + i + 4 * pitch), TLanes.Load(padded + i + 5 * pitch));
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
        ref readonly var shape = ref call.Shape;
        var (image, tile) = Math.DivRem(index, job->Tiles);
        var planes = job->Transformed + image * TallConvolution.Products * (nint)job->PlaneLength + tile * Columns;
        var size = MicroKernel<TLanes, TVector>.Rows * Columns;
        var products = stackalloc float[(TallConvolution.Products + 1) * size];
        var maximum = products + TallConvolution.Products * size;
        var columns = Math.Min(Columns, shape.OutputColumns - tile * Columns);
        for (var filter = 0; filter < shape.Filters;)
        {
            var height = MicroKernel<TLanes, TVector>.TileRows(shape.Filters - filter);
            new Span<float>(maximum, size).Fill(float.NegativeInfinity);
            for (var group = 0; group < shape.Groups; group++)
            {
                for (var product = 0; product < TallConvolution.Products; product++)
                    MicroKernel<TLanes, TVector>.Multiply(height, new TileProduct
                    {
                        Depth = shape.Depth, A = job->Weight + product * job->WeightLength + (nint)filter * shape.Depth, RowStride = 1,
                        DepthStride = height, B = planes + (nint)product * job->PlaneLength + 4 * group * job->Pitch,
                        Offsets = job->Offsets,
                        C = products + product * size, Ldc = Columns,
                    });
                Maximise(products, size, height * Columns, Math.Min(4, shape.OutputRows - 4 * group), maximum);
            }
            for (var row = 0; row < Math.Min(height, shape.Filters - filter); row++)
            {
                var target = call.Output + ((nint)image * shape.OutputChannels + filter + row) * shape.OutputColumns + tile * Columns;
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
        public TallCall Call;
        public nint* Offsets;
        public float* Weight, Transformed;
        public nint WeightLength;
        public int Tiles, Pitch, Planes;

        public readonly int PlaneLength => Planes * Pitch;
    }
}

/// <summary>The sizes of <see cref="TallConvolution"/>.</summary>
internal readonly record struct TallShape(
    int Batch, int Rows, int ImageColumns, int Padding, int Filters, int KernelRows, int KernelColumns, int OutputChannels)
{
    /// <summary>Pieces of 3 rows that a kernel is cut into.</summary>
    public int Pieces => (KernelRows + 2) / 3;

    /// <summary>Kernel elements under one of the six products.</summary>
    public int Depth => Pieces * KernelColumns;

    /// <summary>Rows of the convolution, of which the maximum is taken.</summary>
    public int OutputRows => Rows - KernelRows + 1;

    /// <summary>Groups of 4 output rows.</summary>
    public int Groups => (OutputRows + 3) / 4;

    /// <summary>Columns of the result.</summary>
    public int OutputColumns => ImageColumns + 2 * Padding - KernelColumns + 1;
}

/// <summary>The arguments of <see cref="TallConvolution.Forward"/>.</summary>
internal unsafe struct TallCall
{
    public TallShape Shape;
    public float* Images, Weight, Bias, Output;
}
