namespace Viml.Engine.Kernels;

/// <summary>
/// The sizes of a 2-d convolution: input [batch, input channels, height, width], weight [output channels, input channels, kernel height,
/// kernel width], output [batch, output channels, output height, output width]. A 1-d convolution has height and kernel height 1.
/// </summary>
internal readonly record struct ConvolutionShape(
    int Batch,
    int InputChannels,
    int InputHeight,
    int InputWidth,
    int OutputChannels,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight = 1,
    int StrideWidth = 1,
    int PaddingHeight = 0,
    int PaddingWidth = 0)
{
    /// <summary>Height of the output: how often the kernel fits into the padded input.</summary>
    public int OutputHeight => OutputSize(InputHeight, KernelHeight, StrideHeight, PaddingHeight);

    /// <summary>Width of the output: how often the kernel fits into the padded input.</summary>
    public int OutputWidth => OutputSize(InputWidth, KernelWidth, StrideWidth, PaddingWidth);

    /// <summary>Elements of the input of the whole batch.</summary>
    public long InputLength => (long)Batch * InputChannels * InputHeight * InputWidth;

    /// <summary>Elements of the weight.</summary>
    public long WeightLength => (long)OutputChannels * InputChannels * KernelHeight * KernelWidth;

    /// <summary>Elements of the output of the whole batch.</summary>
    public long OutputLength => (long)Batch * OutputChannels * OutputHeight * OutputWidth;

    /// <summary>The inner size of the matrix product: input channels times kernel elements.</summary>
    internal int Patch => InputChannels * KernelHeight * KernelWidth;

    /// <summary>Checks the sizes against each other.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or the kernel is larger than the padded input.</exception>
    public void Validate()
    {
        if (Batch < 0 || InputChannels < 1 || OutputChannels < 1 || InputHeight < 1 || InputWidth < 1 || KernelHeight < 1
            || KernelWidth < 1)
            throw new ArgumentException($"Convolution: sizes must be positive (the batch may be 0), given {this}.");
        if (StrideHeight < 1 || StrideWidth < 1 || PaddingHeight < 0 || PaddingWidth < 0)
            throw new ArgumentException($"Convolution: strides must be positive and paddings not negative, given {this}.");
        if (OutputHeight < 1 || OutputWidth < 1)
            throw new ArgumentException(
                $"Convolution: the kernel [{KernelHeight}, {KernelWidth}] is larger than the input [{InputHeight}, {InputWidth}] " +
                $"with padding ({PaddingHeight}, {PaddingWidth}).");
    }

    private static int OutputSize(int input, int kernel, int stride, int padding) =>
        stride < 1 || input + 2 * padding < kernel ? 0 : (input + 2 * padding - kernel) / stride + 1;
}
