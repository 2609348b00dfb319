using System.Runtime.Intrinsics;

namespace Viml.Engine.Kernels;

/// <summary>Chooses how a convolution is computed: by its stride and by the family of vector code in use.</summary>
internal static unsafe class ConvolutionPath
{
    public static void Forward(in ConvolutionShape shape, float* input, float* weight, float* bias, float* output)
    {
        if (Simd.Level == SimdLevel.Scalar)
            ConvolutionReference.Forward(shape, input, weight, bias, output);
        else if (HasUnitStride(shape))
            Direct(shape, input, weight, bias, output, add: false);
        else
            ColumnConvolution.Forward(shape, input, weight, bias, output);
    }

    public static void InputGradient(in ConvolutionShape shape, float* outputGradient, float* weight, float* inputGradient)
    {
        if (Simd.Level == SimdLevel.Scalar)
        {
            ConvolutionReference.InputGradient(shape, outputGradient, weight, inputGradient);
        }
        else if (Backward(shape) is { } back)
        {
            using var turned = new Scratch(shape.WeightLength);
            Turn(shape, weight, turned.Pointer);
            Direct(back, outputGradient, turned.Pointer, null, inputGradient, add: true);
        }
        else
        {
            ColumnConvolution.InputGradient(shape, outputGradient, weight, inputGradient);
        }
    }

    public static void WeightGradient(in ConvolutionShape shape, float* input, float* outputGradient, float* weightGradient)
    {
        var level = Simd.Level;
        if (level == SimdLevel.Scalar)
            ConvolutionReference.WeightGradient(shape, input, outputGradient, weightGradient);
        else if (!HasUnitStride(shape))
            ColumnConvolution.WeightGradient(shape, input, outputGradient, weightGradient);
        else if (level == SimdLevel.Vector512)
            DirectWeightGradient<Lanes512, Vector512<float>>.Add(shape, input, outputGradient, weightGradient);
        else if (level == SimdLevel.Vector256)
            DirectWeightGradient<Lanes256, Vector256<float>>.Add(shape, input, outputGradient, weightGradient);
        else
            DirectWeightGradient<Lanes128, Vector128<float>>.Add(shape, input, outputGradient, weightGradient);
    }

    // With stride 1 the input gradient is a convolution from output to input, with the kernel turned round and the padding that restores
    // the size. It is null where that cannot be, or where unfolding takes fewer operations: few input channels leave most rows of a
    // tile empty, and a tall kernel without padding meets mostly padding on the way back.
    private static ConvolutionShape? Backward(in ConvolutionShape s)
    {
        if (!HasUnitStride(s) || s.PaddingHeight >= s.KernelHeight || s.PaddingWidth >= s.KernelWidth)
            return null;
        const int TileRows = 6;
        var direct = (long)s.InputHeight * s.InputWidth * ((s.InputChannels + TileRows - 1) / TileRows * TileRows);
        var unfolded = (long)s.OutputHeight * s.OutputWidth * s.InputChannels;
        return direct > 2 * unfolded
            ? null
            : new ConvolutionShape(
                s.Batch, s.OutputChannels, s.OutputHeight, s.OutputWidth, s.InputChannels, s.KernelHeight, s.KernelWidth,
                PaddingHeight: s.KernelHeight - 1 - s.PaddingHeight, PaddingWidth: s.KernelWidth - 1 - s.PaddingWidth);
    }

    private static bool HasUnitStride(in ConvolutionShape shape) => shape is { StrideHeight: 1, StrideWidth: 1 };

    private static void Direct(in ConvolutionShape shape, float* input, float* weight, float* bias, float* output, bool add)
    {
        switch (Simd.Level)
        {
            case SimdLevel.Vector512:
                DirectConvolution<Lanes512, Vector512<float>>.Forward(shape, input, weight, bias, output, add);
                break;
            case SimdLevel.Vector256:
                DirectConvolution<Lanes256, Vector256<float>>.Forward(shape, input, weight, bias, output, add);
                break;
            default:
                DirectConvolution<Lanes128, Vector128<float>>.Forward(shape, input, weight, bias, output, add);
                break;
        }
    }

    // turned[input channel, output channel, y, x] = weight[output channel, input channel, height - 1 - y, width - 1 - x]
    private static void Turn(in ConvolutionShape shape, float* weight, float* turned)
    {
        var elements = shape.KernelHeight * shape.KernelWidth;
        for (var input = 0; input < shape.InputChannels; input++)
            for (var output = 0; output < shape.OutputChannels; output++, turned += elements)
            {
                var source = weight + ((nint)output * shape.InputChannels + input) * elements;
                for (var i = 0; i < elements; i++)
                    turned[i] = source[elements - 1 - i];
            }
    }
}
