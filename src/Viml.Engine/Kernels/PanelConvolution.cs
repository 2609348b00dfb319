namespace Viml.Engine.Kernels;

/// <summary>
/// Convolutions of images whose channels lie innermost, [batch, height, width, channels], with kernels in panels, see
/// <see cref="PanelProduct"/>. The input under each position of the result is copied to a row of a matrix: some stretches of memory,
/// because the channels of neighbours lie behind each other.
/// </summary>
internal static unsafe class PanelConvolution
{
    // Floats of the rows that are copied at a time: they stay in the caches, and weights are read once for so many.
    private const int MostFloats = 1 << 21;

    /// <summary>
    /// y = activation(x * panels + bias), or added to y, with panels [outputs / width, kernel x kernel x inputs, width].
    /// </summary>
    /// <param name="shape">The sizes.</param>
    /// <param name="x">[batch, height, width, inputs].</param>
    /// <param name="panels">The kernels.</param>
    /// <param name="products">The same after <see cref="WinogradTiles.TransformKernels"/>, which are then used; or empty.</param>
    /// <param name="bias">[outputs].</param>
    /// <param name="y">[batch, output height, output width, outputs].</param>
    /// <param name="adds">Whether the result is added to what y holds.</param>
    /// <param name="activation">Applied to the sum.</param>
    public static void Forward(
        in ConvolutionShape shape, ReadOnlySpan<float> x, ReadOnlySpan<float> panels, ReadOnlySpan<float> products,
        ReadOnlySpan<float> bias,
        Span<float> y, bool adds, PanelActivation activation)
    {
        const string Operation = "PanelConvolution";
        shape.Validate();
        Guard.Length(x.Length, shape.InputLength, Operation, nameof(x));
        Guard.Length(panels.Length, shape.WeightLength, Operation, nameof(panels));
        Guard.Length(bias.Length, shape.OutputChannels, Operation, nameof(bias));
        Guard.Length(y.Length, shape.OutputLength, Operation, nameof(y));
        var function = PanelActivations.FunctionOf(activation);
        fixed (float* startX = x, startPanels = panels, startProducts = products, startBias = bias, startY = y)
        {
            if (products.IsEmpty || Simd.Level == SimdLevel.Scalar)
            {
                Unfolded(shape, startX, startPanels, startBias, startY, adds, function);
                return;
            }
            var images = new Images
            {
                Shape = new WinogradShape(shape.InputHeight, shape.InputWidth, shape.InputChannels, shape.OutputChannels),
                X = startX, Products = startProducts, Bias = startBias, Y = startY, Adds = adds, Activation = function,
            };
            Parallelism.For(shape.Batch, &Tiled, &images);
        }
    }

    private static void Tiled(void* state, int image)
    {
        var images = (Images*)state;
        var shape = images->Shape;
        var pixels = (nint)shape.Height * shape.Width;
        WinogradTiles.Forward(
            shape, images->X + image * pixels * shape.Inputs, images->Products, images->Bias, images->Y + image * pixels * shape.Outputs,
            images->Adds, images->Activation);
    }

    private static void Unfolded(
        in ConvolutionShape shape, float* x, float* panels, float* bias, float* y, bool adds, delegate*<Span<float>, void> activation)
    {
        var job = new Job { Shape = shape };
        var (plane, image) = (shape.OutputHeight * shape.OutputWidth, (nint)shape.InputHeight * shape.InputWidth * shape.InputChannels);
        var together = (int)Math.Clamp(MostFloats / ((long)plane * shape.Patch), 1, shape.Batch);
        using var rows = new Scratch((long)together * plane * shape.Patch);
        for (var first = 0; first < shape.Batch; first += together)
        {
            var images = Math.Min(together, shape.Batch - first);
            job.Input = x + first * image;
            job.Rows = rows.Pointer;
            Parallelism.For(images * shape.OutputHeight, &Unfold, &job);
            PanelProduct.Multiply(new PanelCall
            {
                Rows = images * plane, Depth = shape.Patch, Columns = shape.OutputChannels, X = rows.Pointer, Ldx = shape.Patch,
                Panels = panels, Bias = bias, Y = y + (nint)first * plane * shape.OutputChannels, Ldy = shape.OutputChannels,
                Adds = adds, Activation = activation,
            });
        }
    }

    // What lies under a row of positions, zero in the padding.
    private static void Unfold(void* state, int line)
    {
        var job = (Job*)state;
        ref readonly var s = ref job->Shape;
        var (image, row) = Math.DivRem(line, s.OutputHeight);
        var target = job->Rows + (nint)line * s.OutputWidth * s.Patch;
        for (var column = 0; column < s.OutputWidth; column++)
        {
            var left = column * s.StrideWidth - s.PaddingWidth;
            int from = Math.Max(0, left), to = Math.Min(s.InputWidth, left + s.KernelWidth);
            for (var y = row * s.StrideHeight - s.PaddingHeight; y < row * s.StrideHeight - s.PaddingHeight + s.KernelHeight; y++)
            {
                var stretch = new Span<float>(target, s.KernelWidth * s.InputChannels);
                target += stretch.Length;
                if ((uint)y >= (uint)s.InputHeight || from >= to)
                {
                    stretch.Clear();
                    continue;
                }
                stretch[..((from - left) * s.InputChannels)].Clear();
                var source = job->Input + (((nint)image * s.InputHeight + y) * s.InputWidth + from) * s.InputChannels;
                new ReadOnlySpan<float>(source, (to - from) * s.InputChannels).CopyTo(stretch[((from - left) * s.InputChannels)..]);
                stretch[((to - left) * s.InputChannels)..].Clear();
            }
        }
    }

    private struct Images
    {
        public WinogradShape Shape;
        public float* X, Products, Bias, Y;
        public bool Adds;
        public delegate*<Span<float>, void> Activation;
    }

    private struct Job
    {
        public ConvolutionShape Shape;
        public float* Input, Rows;
    }
}
