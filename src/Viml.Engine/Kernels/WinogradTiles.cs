using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>
/// The sizes of a 3 x 3 convolution with padding 1 of images [images, height, width, inputs] to [images, height, width, outputs].
/// </summary>
internal readonly record struct WinogradShape(int Images, int Height, int Width, int Inputs, int Outputs)
{
    /// <summary>Tiles of 4 x 4 results.</summary>
    public int Tiles => Images * Down * Across;

    /// <summary>Rows of tiles of an image.</summary>
    public int Down => (Height + 3) / 4;

    /// <summary>Tiles in a row.</summary>
    public int Across => (Width + 3) / 4;
}

/// <summary>
/// Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016): with 36
/// products of matrices, a tile of 4 x 4 results takes 36 multiplications for each pair of channels where 144 were needed. Channels lie
/// innermost, so that the transforms are vectors over channels.
/// </summary>
internal static unsafe class WinogradTiles
{
    /// <summary>Products that stand for a tile.</summary>
    public const int Products = 36;

    private const int Side = 6, Results = 4, Kernel = 3;

    /// <summary>
    /// From panels [outputs / width, 3 x 3 x inputs, width] to those of the products, [36, outputs / width, inputs, width].
    /// </summary>
    public static float[] TransformKernels(ReadOnlySpan<float> panels, int inputs, int outputs)
    {
        var groups = outputs / PanelProduct.Width;
        var line = inputs * PanelProduct.Width;
        var transformed = new float[(long)Products * groups * line];
        fixed (float* source = panels, target = transformed)
        {
            var job = new KernelJob { Line = line, Step = (nint)groups * line, Kernels = source, Products = target };
            switch (Simd.Level)
            {
                case SimdLevel.Vector512:
                    Parallelism.For(groups, &TransformGroup<Lanes512, Vector512<float>>, &job);
                    break;
                case SimdLevel.Vector256:
                    Parallelism.For(groups, &TransformGroup<Lanes256, Vector256<float>>, &job);
                    break;
                default:
                    Parallelism.For(groups, &TransformGroup<Lanes128, Vector128<float>>, &job);
                    break;
            }
        }
        return transformed;
    }

    private static void TransformGroup<TLanes, TVector>(void* state, int group)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var job = (KernelJob*)state;
        var width = TLanes.Count;
        var half = stackalloc float[Side * Kernel * width];
        for (var i = 0; i < job->Line; i += width)
        {
            var kernel = job->Kernels + (nint)group * Kernel * Kernel * job->Line + i;
            var target = job->Products + (nint)group * job->Line + i;
            for (var x = 0; x < Kernel; x++)
                TransformLine<TLanes, TVector>(kernel + x * job->Line, Kernel * job->Line, half + x * width, Kernel * width);
            for (var y = 0; y < Side; y++)
                TransformLine<TLanes, TVector>(half + y * Kernel * width, width, target + y * Side * job->Step, job->Step);
        }
    }

    // The points are 0, 1, -1, 2, -2 and infinity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransformLine<TLanes, TVector>(float* source, nint step, float* target, nint targetStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector g0 = TLanes.Load(source), g1 = TLanes.Load(source + step), g2 = TLanes.Load(source + 2 * step);
        TVector sixth = TLanes.Broadcast(1 / 6f), twelfth = TLanes.Broadcast(1 / 12f);
        TVector lessSixth = TLanes.Broadcast(-1 / 6f), lessTwelfth = TLanes.Broadcast(-1 / 12f);
        var near = TLanes.Multiply(TLanes.Add(g0, g2), lessSixth);
        var far = TLanes.MultiplyAdd(g0, TLanes.Broadcast(1 / 24f), TLanes.Multiply(g2, sixth));
        TLanes.Store(TLanes.Multiply(g0, TLanes.Broadcast(1 / 4f)), target);
        TLanes.Store(TLanes.MultiplyAdd(g1, lessSixth, near), target + targetStep);
        TLanes.Store(TLanes.MultiplyAdd(g1, sixth, near), target + 2 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(g1, twelfth, far), target + 3 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(g1, lessTwelfth, far), target + 4 * targetStep);
        TLanes.Store(g2, target + 5 * targetStep);
    }

    /// <summary>y = activation(x * kernels + bias), or added to y. Kernels are those of <see cref="TransformKernels"/>.</summary>
    public static void Forward(
        WinogradShape shape, float* x, float* kernels, float* bias, float* y, bool adds, delegate*<Span<float>, void> activation)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512 when shape.Inputs % Lanes512.Count == 0:
                Forward<Lanes512, Vector512<float>>(shape, x, kernels, bias, y, adds, activation);
                break;
            case SimdLevel.Vector512 or SimdLevel.Vector256 when shape.Inputs % Lanes256.Count == 0:
                Forward<Lanes256, Vector256<float>>(shape, x, kernels, bias, y, adds, activation);
                break;
            default:
                Forward<Lanes128, Vector128<float>>(shape, x, kernels, bias, y, adds, activation);
                break;
        }
    }

    private static void Forward<TLanes, TVector>(
        WinogradShape shape, float* x, float* kernels, float* bias, float* y, bool adds, delegate*<Span<float>, void> activation)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        using var scratch = new Scratch((long)Products * shape.Tiles * (shape.Inputs + shape.Outputs) + shape.Inputs);
        var job = new Job
        {
            Shape = shape, X = x, Kernels = kernels, Bias = bias, Y = y, Adds = adds, Activation = activation,
            Transformed = scratch.Pointer,
            Sums = scratch.Pointer + (nint)Products * shape.Tiles * shape.Inputs,
            Zeros = scratch.Pointer + (nint)Products * shape.Tiles * (shape.Inputs + shape.Outputs),
        };
        new Span<float>(job.Zeros, shape.Inputs).Clear();
        Parallelism.For(shape.Images * shape.Down, &Spread<TLanes, TVector>, &job);
        Parallelism.For(Products, &Multiply, &job);
        Parallelism.For(shape.Images * shape.Down, &Gather<TLanes, TVector>, &job);
    }

    private static void Multiply(void* state, int product)
    {
        var job = (Job*)state;
        var shape = job->Shape;
        PanelProduct.Multiply(new PanelCall
        {
            Rows = shape.Tiles, Depth = shape.Inputs, Columns = shape.Outputs,
            X = job->Transformed + (nint)product * shape.Tiles * shape.Inputs, Ldx = shape.Inputs,
            Panels = job->Kernels + (nint)product * shape.Inputs * shape.Outputs,
            Y = job->Sums + (nint)product * shape.Tiles * shape.Outputs, Ldy = shape.Outputs,
        });
    }

    // A row of tiles of the image to [36, tiles, inputs].
    private static void Spread<TLanes, TVector>(void* state, int line)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var job = (Job*)state;
        var (shape, width) = (job->Shape, TLanes.Count);
        var (image, row) = Math.DivRem(line, shape.Down);
        var pixels = job->X + (nint)image * shape.Height * shape.Width * shape.Inputs;
        var sources = stackalloc float*[Products];
        var half = stackalloc float[Products * width];
        var step = (nint)shape.Tiles * shape.Inputs;
        for (var column = 0; column < shape.Across; column++)
        {
            for (var i = 0; i < Products; i++)
            {
                int down = row * Results + i / Side - 1, across = column * Results + i % Side - 1;
                sources[i] = (uint)down < (uint)shape.Height && (uint)across < (uint)shape.Width
                    ? pixels + ((nint)down * shape.Width + across) * shape.Inputs
                    : job->Zeros;
            }
            var target = job->Transformed + (nint)(line * shape.Across + column) * shape.Inputs;
            for (var channel = 0; channel < shape.Inputs; channel += width)
            {
                for (var i = 0; i < Side; i++)
                    SpreadLine<TLanes, TVector>(
                        TLanes.Load(sources[i] + channel), TLanes.Load(sources[i + Side] + channel),
                        TLanes.Load(sources[i + 2 * Side] + channel), TLanes.Load(sources[i + 3 * Side] + channel),
                        TLanes.Load(sources[i + 4 * Side] + channel), TLanes.Load(sources[i + 5 * Side] + channel),
                        half + i * width, Side * width);
                for (var i = 0; i < Side; i++)
                {
                    var six = half + i * Side * width;
                    SpreadLine<TLanes, TVector>(
                        TLanes.Load(six), TLanes.Load(six + width), TLanes.Load(six + 2 * width), TLanes.Load(six + 3 * width),
                        TLanes.Load(six + 4 * width), TLanes.Load(six + 5 * width), target + channel + i * Side * step, step);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SpreadLine<TLanes, TVector>(
        TVector d0, TVector d1, TVector d2, TVector d3, TVector d4, TVector d5, float* target, nint step)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector four = TLanes.Broadcast(4), five = TLanes.Broadcast(-5), less = TLanes.Broadcast(-4), minus = TLanes.Broadcast(-1);
        TVector two = TLanes.Broadcast(2), lessTwo = TLanes.Broadcast(-2);
        var (even, odd) = (TLanes.MultiplyAdd(d2, less, d4), TLanes.MultiplyAdd(d1, less, d3));
        var (even2, odd2) = (TLanes.MultiplyAdd(d2, minus, d4), TLanes.MultiplyAdd(d1, minus, d3));
        TLanes.Store(TLanes.MultiplyAdd(d0, four, TLanes.MultiplyAdd(d2, five, d4)), target);
        TLanes.Store(TLanes.Add(even, odd), target + step);
        TLanes.Store(TLanes.MultiplyAdd(odd, minus, even), target + 2 * step);
        TLanes.Store(TLanes.MultiplyAdd(odd2, two, even2), target + 3 * step);
        TLanes.Store(TLanes.MultiplyAdd(odd2, lessTwo, even2), target + 4 * step);
        TLanes.Store(TLanes.MultiplyAdd(d1, four, TLanes.MultiplyAdd(d3, five, d5)), target + 5 * step);
    }

    // [36, tiles, outputs] to a row of tiles of the result.
    private static void Gather<TLanes, TVector>(void* state, int line)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var job = (Job*)state;
        var (shape, width) = (job->Shape, TLanes.Count);
        var (image, row) = Math.DivRem(line, shape.Down);
        var half = stackalloc float[Results * Side * width];
        var tile = stackalloc float[Results * Results * width];
        var step = (nint)shape.Tiles * shape.Outputs;
        int down = Math.Min(Results, shape.Height - row * Results);
        for (var column = 0; column < shape.Across; column++)
        {
            var across = Math.Min(Results, shape.Width - column * Results);
            var source = job->Sums + (nint)(line * shape.Across + column) * shape.Outputs;
            var target = job->Y + (((nint)image * shape.Height + row * Results) * shape.Width + column * Results) * shape.Outputs;
            for (var channel = 0; channel < shape.Outputs; channel += width)
            {
                for (var i = 0; i < Side; i++)
                    GatherLine<TLanes, TVector>(source + channel + i * step, Side * step, half + i * width, Side * width);
                for (var i = 0; i < Results; i++)
                    GatherLine<TLanes, TVector>(half + i * Side * width, width, tile + i * Results * width, width);
                var shift = TLanes.Load(job->Bias + channel);
                for (var y = 0; y < down; y++)
                    for (var x = 0; x < across; x++)
                    {
                        var place = target + ((nint)y * shape.Width + x) * shape.Outputs + channel;
                        var value = TLanes.Add(TLanes.Load(tile + (y * Results + x) * width), shift);
                        TLanes.Store(job->Adds ? TLanes.Add(value, TLanes.Load(place)) : value, place);
                    }
            }
            for (var y = 0; job->Activation != null && y < down; y++)
                job->Activation(new Span<float>(target + (nint)y * shape.Width * shape.Outputs, across * shape.Outputs));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void GatherLine<TLanes, TVector>(float* source, nint step, float* target, nint targetStep)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector minus = TLanes.Broadcast(-1), two = TLanes.Broadcast(2), four = TLanes.Broadcast(4), eight = TLanes.Broadcast(8);
        TVector m1 = TLanes.Load(source + step), m2 = TLanes.Load(source + 2 * step);
        TVector m3 = TLanes.Load(source + 3 * step), m4 = TLanes.Load(source + 4 * step);
        var (sum1, less1) = (TLanes.Add(m1, m2), TLanes.MultiplyAdd(m2, minus, m1));
        var (sum2, less2) = (TLanes.Add(m3, m4), TLanes.MultiplyAdd(m4, minus, m3));
        TLanes.Store(TLanes.Add(TLanes.Add(TLanes.Load(source), sum1), sum2), target);
        TLanes.Store(TLanes.MultiplyAdd(less2, two, less1), target + targetStep);
        TLanes.Store(TLanes.MultiplyAdd(sum2, four, sum1), target + 2 * targetStep);
        TLanes.Store(TLanes.MultiplyAdd(less2, eight, TLanes.Add(less1, TLanes.Load(source + 5 * step))), target + 3 * targetStep);
    }

    private struct KernelJob
    {
        public int Line;
        public nint Step;
        public float* Kernels, Products;
    }

    private struct Job
    {
        public WinogradShape Shape;
        public float* X, Kernels, Bias, Y, Transformed, Sums, Zeros;
        public bool Adds;
        public delegate*<Span<float>, void> Activation;
    }
}
