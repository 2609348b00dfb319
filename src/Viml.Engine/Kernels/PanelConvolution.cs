namespace Viml.Engine.Kernels;

/// <summary>
/// Convolutions of images whose channels lie innermost, [batch, height, width, channels], with kernels in panels, see
/// <see cref="PanelProduct"/>. The input under each position of the result is copied to a row of a matrix: some stretches of memory,
/// because the channels of neighbours lie behind each other.
/// </summary>
internal static unsafe class PanelConvolution
{
    // Rows that a thread copies and multiplies at a time, where there are many: they stay in its second-level cache.
    private const int BlockRows = 96;

    // Floats of transformed images (4 MB).
    private const int TiledFloats = 1 << 20;

    // Weights up to here (4 MB) are read again for every block; larger ones once, for the rows of all images.
    private const int SmallWeights = 1 << 20;

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
        if (shape.Batch == 0)
            return;
        var function = PanelActivations.FunctionOf(activation);
        fixed (float* startX = x, startPanels = panels, startProducts = products, startBias = bias, startY = y)
        {
            if (products.IsEmpty || Simd.Level == SimdLevel.Scalar)
            {
                Unfolded(shape, startX, startPanels, startBias, startY, adds, function);
                return;
            }
            Tiled(shape, startX, startProducts, startBias, startY, adds, function);
        }
    }

    // As many images together as leave what is between the transforms in the caches: small images need each kernel for several.
    private static void Tiled(
        in ConvolutionShape shape, float* x, float* products, float* bias, float* y, bool adds, delegate*<Span<float>, void> activation)
    {
        var one = new WinogradShape(1, shape.InputHeight, shape.InputWidth, shape.InputChannels, shape.OutputChannels);
        var together = Math.Clamp(TiledFloats / (WinogradTiles.Products * one.Tiles * one.Inputs), 1, shape.Batch);
        var pixels = (nint)one.Height * one.Width;
        for (var first = 0; first < shape.Batch; first += together)
            WinogradTiles.Forward(
                one with { Images = Math.Min(together, shape.Batch - first) }, x + first * pixels * one.Inputs, products, bias,
                y + first * pixels * one.Outputs, adds, activation);
    }

    private static void Unfolded(
        in ConvolutionShape shape, float* x, float* panels, float* bias, float* y, bool adds, delegate*<Span<float>, void> activation)
    {
        var rows = shape.Batch * shape.OutputHeight * shape.OutputWidth;
        var job = new Job { Shape = shape, Input = x, Rows = rows };
        job.Product = new PanelCall
        {
            Depth = shape.Patch, Columns = shape.OutputChannels, Ldx = shape.Patch, Panels = panels, Bias = bias, Y = y,
            Ldy = shape.OutputChannels, Adds = adds, Activation = activation,
        };
        var blocks = (rows + BlockRows - 1) / BlockRows;
        if (shape.WeightLength <= SmallWeights && blocks >= 2 * Parallelism.Threads)
        {
            Parallelism.For(blocks, &Block, &job);
            return;
        }
        using var scratch = new Scratch((long)rows * shape.Patch);
        job.Patches = scratch.Pointer;
        Parallelism.For(blocks, &Unfold, &job);
        job.Product.Rows = rows;
        job.Product.X = scratch.Pointer;
        PanelProduct.Multiply(job.Product);
    }

    private static void Block(void* state, int block)
    {
        ref readonly var job = ref *(Job*)state;
        int first = block * BlockRows, last = Math.Min(job.Rows, first + BlockRows);
        using var scratch = new Scratch((long)(last - first) * job.Shape.Patch);
        CopyRows(job.Shape, job.Input, first, last, scratch.Pointer);
        var product = job.Product;
        product.Rows = last - first;
        product.X = scratch.Pointer;
        product.Y += first * product.Ldy;
        PanelProduct.Multiply(product);
    }

    private static void Unfold(void* state, int block)
    {
        ref readonly var job = ref *(Job*)state;
        int first = block * BlockRows, last = Math.Min(job.Rows, first + BlockRows);
        CopyRows(job.Shape, job.Input, first, last, job.Patches + (nint)first * job.Shape.Patch);
    }

    // What lies under the positions [first, last) of all images, zero in the padding.
    private static void CopyRows(in ConvolutionShape s, float* input, int first, int last, float* target)
    {
        var length = s.KernelWidth * s.InputChannels;
        for (var position = first; position < last; position++)
        {
            var (line, column) = Math.DivRem(position, s.OutputWidth);
            var (image, row) = Math.DivRem(line, s.OutputHeight);
            int left = column * s.StrideWidth - s.PaddingWidth, top = row * s.StrideHeight - s.PaddingHeight;
            int from = Math.Max(0, left), to = Math.Min(s.InputWidth, left + s.KernelWidth);
            for (var y = top; y < top + s.KernelHeight; y++, target += length)
            {
                var stretch = new Span<float>(target, length);
                if ((uint)y >= (uint)s.InputHeight || from >= to)
                {
                    stretch.Clear();
                    continue;
                }
                var source = input + (((nint)image * s.InputHeight + y) * s.InputWidth + from) * s.InputChannels;
                if (to - from < s.KernelWidth)
                    stretch.Clear();
                new ReadOnlySpan<float>(source, (to - from) * s.InputChannels).CopyTo(stretch[((from - left) * s.InputChannels)..]);
            }
        }
    }

    private struct Job
    {
        public ConvolutionShape Shape;
        public PanelCall Product;
        public float* Input, Patches;
        public int Rows;
    }
}
