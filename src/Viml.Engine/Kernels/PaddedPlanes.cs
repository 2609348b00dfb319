using System.Runtime.CompilerServices;

namespace Viml.Engine.Kernels;

/// <summary>
/// A zero-padded copy of one image for a convolution with stride 1. Output position (row, column) gets the flat number
/// row * <see cref="Pitch"/> + column; the input element under a kernel element then lies a fixed <see cref="Offset"/> further on, whatever
/// the position. Numbers between the output's width and the pitch belong to no output: what is computed there is dropped.
/// </summary>
internal readonly struct PaddedPlanes(in ConvolutionShape shape)
{
    private readonly ConvolutionShape _shape = shape;

    /// <summary>Distance between rows: the padded width.</summary>
    public readonly int Pitch = shape.InputWidth + 2 * shape.PaddingWidth;

    /// <summary>Distance between channels.</summary>
    public readonly int ChannelLength = (shape.InputWidth + 2 * shape.PaddingWidth) * (shape.InputHeight + 2 * shape.PaddingHeight);

    /// <summary>Flat output positions up to the last real one.</summary>
    public readonly int Positions = (shape.OutputHeight - 1) * (shape.InputWidth + 2 * shape.PaddingWidth) + shape.OutputWidth;

    /// <summary>Elements of all channels.</summary>
    public long Length => (long)ChannelLength * _shape.InputChannels;

    /// <summary>Distance from a flat output position to the input element under a kernel element (counted as in the weight).</summary>
    public nint Offset(int element)
    {
        var (channel, inside) = Math.DivRem(element, _shape.KernelHeight * _shape.KernelWidth);
        var (y, x) = Math.DivRem(inside, _shape.KernelWidth);
        return (nint)channel * ChannelLength + (nint)y * Pitch + x;
    }

    /// <summary>Copies channels of one image, padding included.</summary>
    public unsafe void Fill(float* image, float* destination, int fromChannel, int toChannel)
    {
        int height = _shape.InputHeight, width = _shape.InputWidth, top = _shape.PaddingHeight * Pitch, side = _shape.PaddingWidth;
        for (var channel = fromChannel; channel < toChannel; channel++)
        {
            var source = image + (nint)channel * height * width;
            var target = destination + (nint)channel * ChannelLength;
            if (top + side == 0)
            {
                Unsafe.CopyBlockUnaligned(target, source, (uint)(height * width) * sizeof(float));
                continue;
            }
            new Span<float>(target, top).Clear();
            target += top;
            for (var row = 0; row < height; row++, source += width, target += Pitch)
            {
                new Span<float>(target, side).Clear();
                new ReadOnlySpan<float>(source, width).CopyTo(new Span<float>(target + side, width));
                new Span<float>(target + side + width, side).Clear();
            }
            new Span<float>(target, top).Clear();
        }
    }
}
