using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>
    /// Maximum over windows of x [batch, channels, height, width]; a stride of 0 means the kernel's size. Incomplete windows are dropped,
    /// padding never wins.
    /// </summary>
    public static Variable MaxPool2d(
        this Tape tape, Variable x, int kernelHeight, int kernelWidth,
        int strideHeight = 0, int strideWidth = 0, int paddingHeight = 0, int paddingWidth = 0) =>
        tape.Record(
            new MaxPool2dOperation(
                tape, x, PoolShape("MaxPool2d", x, kernelHeight, kernelWidth, strideHeight, strideWidth, paddingHeight, paddingWidth)));

    /// <summary>Mean over windows, as <see cref="MaxPool2d"/>; padding is not counted.</summary>
    public static Variable AveragePool2d(
        this Tape tape, Variable x, int kernelHeight, int kernelWidth,
        int strideHeight = 0, int strideWidth = 0, int paddingHeight = 0, int paddingWidth = 0) =>
        tape.Record(
            new AveragePool2dOperation(
                tape, x, PoolShape("AveragePool2d", x, kernelHeight, kernelWidth, strideHeight, strideWidth, paddingHeight, paddingWidth)));

    private static PoolingShape PoolShape(
        string operation, Variable x, int kernelHeight, int kernelWidth, int strideHeight, int strideWidth, int paddingHeight,
        int paddingWidth)
    {
        ShapeCheck.Rank(operation, x, 4, "[batch, channels, height, width]");
        var shape = new PoolingShape(
            x.Size(0) * x.Size(1), x.Size(2), x.Size(3), kernelHeight, kernelWidth,
            strideHeight == 0 ? kernelHeight : strideHeight, strideWidth == 0 ? kernelWidth : strideWidth, paddingHeight, paddingWidth);
        shape.Validate();
        return shape;
    }
}

/// <summary>The largest element of each window.</summary>
internal sealed class MaxPool2dOperation(Tape tape, Variable x, PoolingShape shape)
    : Operation(tape, [x.Size(0), x.Size(1), shape.OutputHeight, shape.OutputWidth], x)
{
    private readonly int[] _indices = new int[shape.OutputLength];

    public override void Forward() => Pooling.Max(shape, x.Span, Output.Span, _indices);

    public override void Backward() => Pooling.MaxGradient(shape, Output.GradientSpan, _indices, x.GradientSpan);
}

/// <summary>The mean of each window's real elements.</summary>
internal sealed class AveragePool2dOperation(Tape tape, Variable x, PoolingShape shape)
    : Operation(tape, [x.Size(0), x.Size(1), shape.OutputHeight, shape.OutputWidth], x)
{
    public override void Forward() => Pooling.Average(shape, x.Span, Output.Span);

    public override void Backward() => Pooling.AverageGradient(shape, Output.GradientSpan, x.GradientSpan);
}
