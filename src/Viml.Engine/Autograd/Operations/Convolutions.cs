using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// 2-d convolution (cross-correlation) of x [batch, in, height, width] with weight [out, in, kernel height, kernel width] and bias
    /// [out] (or none), zero padding on both sides.
    /// </summary>
    public static Variable Conv2d(
        this Tape tape, Variable x, Variable weight, Variable? bias,
        int strideHeight = 1, int strideWidth = 1, int paddingHeight = 0, int paddingWidth = 0)
    {
        ShapeCheck.Rank("Conv2d", x, 4, "[batch, channels, height, width]");
        ShapeCheck.Rank("Conv2d", weight, 4, "a weight [out, in, kernel height, kernel width]");
        ShapeCheck.That(x.Size(1) == weight.Size(1), "Conv2d", x, weight, "the input channels must be equal");
        if (bias is not null)
            ShapeCheck.That(bias.Rank == 1 && bias.Length == weight.Size(0), "Conv2d", weight, bias, "the bias must be [out]");
        var shape = new ConvolutionShape(
            x.Size(0), x.Size(1), x.Size(2), x.Size(3), weight.Size(0), weight.Size(2), weight.Size(3), strideHeight, strideWidth,
            paddingHeight, paddingWidth);
        shape.Validate();
        return tape.Record(new Conv2dOperation(tape, x, weight, bias, shape));
    }

    /// <summary>
    /// 1-d convolution of x [batch, in, length] with weight [out, in, kernel] and bias [out] (or none), zero padding on both sides.
    /// </summary>
    public static Variable Conv1d(this Tape tape, Variable x, Variable weight, Variable? bias, int stride = 1, int padding = 0)
    {
        ShapeCheck.Rank("Conv1d", x, 3, "[batch, channels, length]");
        ShapeCheck.Rank("Conv1d", weight, 3, "a weight [out, in, kernel]");
        var flat = tape.Reshape(x, x.Size(0), x.Size(1), 1, x.Size(2));
        var kernel = tape.Reshape(weight, weight.Size(0), weight.Size(1), 1, weight.Size(2));
        var y = tape.Conv2d(flat, kernel, bias, 1, stride, 0, padding);
        return tape.Reshape(y, y.Size(0), y.Size(1), y.Size(3));
    }
}

/// <summary>Cross-correlation; gradients only of what requires one, so none is computed for a network's input.</summary>
internal sealed class Conv2dOperation(Tape tape, Variable x, Variable weight, Variable? bias, ConvolutionShape shape)
    : Operation(tape, [shape.Batch, shape.OutputChannels, shape.OutputHeight, shape.OutputWidth], x, weight, bias)
{
    public override void Forward() => Convolution.Forward(shape, x.Span, weight.Span, bias is null ? default : bias.Span, Output.Span);

    public override void Backward()
    {
        if (x.RequiresGradient)
            Convolution.InputGradient(shape, Output.GradientSpan, weight.Span, x.GradientSpan);
        if (weight.RequiresGradient)
            Convolution.WeightGradient(shape, x.Span, Output.GradientSpan, weight.GradientSpan);
        if (bias is { RequiresGradient: true })
            Convolution.BiasGradient(shape, Output.GradientSpan, bias.GradientSpan);
    }
}
