using System.Numerics.Tensors;

namespace Viml.Engine.Kernels;

/// <summary>
/// 2-d convolution (cross-correlation, as networks use it) of NCHW tensors with stride and zero padding, and its derivatives, which add
/// into their destination so that a caller may leave out those it does not need. Results do not depend on the number of threads.
/// </summary>
internal static unsafe class Convolution
{
    /// <summary>Output = input * weight + bias; an empty bias is none.</summary>
    public static void Forward(
        in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, Span<float> output)
    {
        const string Operation = "Convolution.Forward";
        shape.Validate();
        Guard.Length(input.Length, shape.InputLength, Operation, nameof(input));
        Guard.Length(weight.Length, shape.WeightLength, Operation, nameof(weight));
        Guard.Length(output.Length, shape.OutputLength, Operation, nameof(output));
        if (!bias.IsEmpty)
            Guard.Length(bias.Length, shape.OutputChannels, Operation, nameof(bias));
        if (shape.Batch == 0)
            return;
        fixed (float* x = input, w = weight, b = bias, y = output)
            ConvolutionPath.Forward(shape, x, w, b, y);
    }

    /// <summary>Adds the derivative with respect to the input.</summary>
    public static void InputGradient(
        in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, ReadOnlySpan<float> weight, Span<float> inputGradient)
    {
        const string Operation = "Convolution.InputGradient";
        shape.Validate();
        Guard.Length(outputGradient.Length, shape.OutputLength, Operation, nameof(outputGradient));
        Guard.Length(weight.Length, shape.WeightLength, Operation, nameof(weight));
        Guard.Length(inputGradient.Length, shape.InputLength, Operation, nameof(inputGradient));
        if (shape.Batch == 0)
            return;
        fixed (float* dy = outputGradient, w = weight, dx = inputGradient)
            ConvolutionPath.InputGradient(shape, dy, w, dx);
    }

    /// <summary>Adds the derivative with respect to the weight.</summary>
    public static void WeightGradient(
        in ConvolutionShape shape, ReadOnlySpan<float> input, ReadOnlySpan<float> outputGradient, Span<float> weightGradient)
    {
        const string Operation = "Convolution.WeightGradient";
        shape.Validate();
        Guard.Length(input.Length, shape.InputLength, Operation, nameof(input));
        Guard.Length(outputGradient.Length, shape.OutputLength, Operation, nameof(outputGradient));
        Guard.Length(weightGradient.Length, shape.WeightLength, Operation, nameof(weightGradient));
        if (shape.Batch == 0)
            return;
        fixed (float* x = input, dy = outputGradient, dw = weightGradient)
            ConvolutionPath.WeightGradient(shape, x, dy, dw);
    }

    /// <summary>Adds the derivative with respect to the bias: the sum of the output's gradient over batch and positions.</summary>
    public static void BiasGradient(in ConvolutionShape shape, ReadOnlySpan<float> outputGradient, Span<float> biasGradient)
    {
        const string Operation = "Convolution.BiasGradient";
        shape.Validate();
        Guard.Length(outputGradient.Length, shape.OutputLength, Operation, nameof(outputGradient));
        Guard.Length(biasGradient.Length, shape.OutputChannels, Operation, nameof(biasGradient));
        var s = shape;
        var plane = s.OutputHeight * s.OutputWidth;
        fixed (float* gradient = outputGradient, destination = biasGradient)
        {
            float* dy = gradient, db = destination;
            Parallelism.ForRanges(s.OutputChannels, Math.Max(1, 65_536 / Math.Max(1, plane * s.Batch)), (from, to) =>
            {
                for (var channel = from; channel < to; channel++)
                {
                    var sum = 0f;
                    for (var image = 0; image < s.Batch; image++)
                        sum += TensorPrimitives.Sum(
                            new ReadOnlySpan<float>(dy + ((nint)image * s.OutputChannels + channel) * plane, plane));
                    db[channel] += sum;
                }
            });
        }
    }
}
