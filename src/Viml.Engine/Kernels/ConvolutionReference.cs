namespace Viml.Engine.Kernels;

/// <summary>The specification of <see cref="Convolution"/>: plain loops over every output and every element of its window.</summary>
internal static unsafe class ConvolutionReference
{
    public static void Forward(in ConvolutionShape s, float* input, float* weight, float* bias, float* output)
    {
        foreach (var (o, i, w, channel, first) in Terms(s))
            output[o] = (first ? (bias == null ? 0 : bias[channel]) : output[o]) + (i < 0 ? 0 : input[i] * weight[w]);
    }

    public static void InputGradient(in ConvolutionShape s, float* outputGradient, float* weight, float* inputGradient)
    {
        foreach (var (o, i, w, _, _) in Terms(s))
            if (i >= 0)
                inputGradient[i] += outputGradient[o] * weight[w];
    }

    public static void WeightGradient(in ConvolutionShape s, float* input, float* outputGradient, float* weightGradient)
    {
        foreach (var (o, i, w, _, _) in Terms(s))
            if (i >= 0)
                weightGradient[w] += outputGradient[o] * input[i];
    }

    // Every product of the convolution once: positions in output, input (-1 in the padding) and weight.
    private static IEnumerable<(int Output, int Input, int Weight, int Channel, bool First)> Terms(ConvolutionShape s)
    {
        var output = 0;
        for (var image = 0; image < s.Batch; image++)
            for (var channel = 0; channel < s.OutputChannels; channel++)
                for (var row = 0; row < s.OutputHeight; row++)
                    for (var column = 0; column < s.OutputWidth; column++, output++)
                    {
                        var weight = channel * s.Patch;
                        for (var source = 0; source < s.InputChannels; source++)
                            for (var kernelRow = 0; kernelRow < s.KernelHeight; kernelRow++)
                                for (var kernelColumn = 0; kernelColumn < s.KernelWidth; kernelColumn++, weight++)
                                {
                                    var y = row * s.StrideHeight - s.PaddingHeight + kernelRow;
                                    var x = column * s.StrideWidth - s.PaddingWidth + kernelColumn;
                                    var inside = y >= 0 && y < s.InputHeight && x >= 0 && x < s.InputWidth;
                                    var input = ((image * s.InputChannels + source) * s.InputHeight + y) * s.InputWidth + x;
                                    yield return (output, inside ? input : -1, weight, channel, weight == channel * s.Patch);
                                }
                    }
    }
}
