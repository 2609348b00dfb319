namespace Viml.Engine.Kernels;

/// <summary>
/// The sizes of a 2-d pooling: every one of <paramref name="Planes"/> (batch times channels) planes of height x width is pooled by itself.
/// </summary>
internal readonly record struct PoolingShape(
    int Planes,
    int InputHeight,
    int InputWidth,
    int KernelHeight,
    int KernelWidth,
    int StrideHeight,
    int StrideWidth,
    int PaddingHeight = 0,
    int PaddingWidth = 0)
{
    /// <summary>Height of the output; an incomplete last window is dropped.</summary>
    public int OutputHeight => OutputSize(InputHeight, KernelHeight, StrideHeight, PaddingHeight);

    /// <summary>Width of the output; an incomplete last window is dropped.</summary>
    public int OutputWidth => OutputSize(InputWidth, KernelWidth, StrideWidth, PaddingWidth);

    /// <summary>Elements of the input.</summary>
    public long InputLength => (long)Planes * InputHeight * InputWidth;

    /// <summary>Elements of the output.</summary>
    public long OutputLength => (long)Planes * OutputHeight * OutputWidth;

    /// <summary>Checks the sizes against each other.</summary>
    /// <exception cref="ArgumentException">A size is out of range, or a window could lie in the padding alone.</exception>
    public void Validate()
    {
        if (Planes < 0 || InputHeight < 1 || InputWidth < 1 || KernelHeight < 1 || KernelWidth < 1 || StrideHeight < 1 || StrideWidth < 1)
            throw new ArgumentException($"Pooling: sizes and strides must be positive (planes may be 0), given {this}.");
        if (PaddingHeight < 0 || PaddingWidth < 0 || 2 * PaddingHeight > KernelHeight || 2 * PaddingWidth > KernelWidth)
            throw new ArgumentException($"Pooling: padding must be between 0 and half the kernel, given {this}.");
        if (OutputHeight < 1 || OutputWidth < 1)
            throw new ArgumentException(
                $"Pooling: the kernel [{KernelHeight}, {KernelWidth}] is larger than the input [{InputHeight}, {InputWidth}] " +
                $"with padding ({PaddingHeight}, {PaddingWidth}).");
    }

    private static int OutputSize(int input, int kernel, int stride, int padding) =>
        stride < 1 || input + 2 * padding < kernel ? 0 : (input + 2 * padding - kernel) / stride + 1;
}
