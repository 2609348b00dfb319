using Viml.Engine.Autograd;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>1-d convolution. Parameters <c>weight</c> [out, in, kernel] and, if wanted, <c>bias</c> [out].</summary>
public sealed class Conv1d(ParameterScope scope, int inputs, int outputs, int kernel, int stride = 1, int padding = 0, bool bias = true)
{
    private readonly Variable _weight = scope.Parameter("weight", [outputs, inputs, kernel], Initializer.FanIn(inputs * kernel));
    private readonly Variable? _bias = bias ? scope.Parameter("bias", [outputs], Initializer.FanIn(inputs * kernel)) : null;

    /// <summary>[batch, in, length] to [batch, out, new length].</summary>
    public Variable Forward(Tape tape, Variable x) => tape.Conv1d(x, _weight, _bias, stride, padding);

    /// <summary>Weight and bias for inference, with a batch normalisation that follows multiplied in.</summary>
    public (Tensor Weight, Tensor Bias) Fold(BatchNorm norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        return norm.Fold(_weight.Value, _bias?.Value);
    }
}

/// <summary>2-d convolution. Parameters <c>weight</c> [out, in, kernel height, kernel width] and, if wanted, <c>bias</c> [out].</summary>
public sealed class Conv2d(
    ParameterScope scope, int inputs, int outputs, int kernelHeight, int kernelWidth,
    int strideHeight = 1, int strideWidth = 1, int paddingHeight = 0, int paddingWidth = 0, bool bias = true)
{
    private readonly Variable _weight = scope.Parameter(
        "weight", [outputs, inputs, kernelHeight, kernelWidth], Initializer.FanIn(inputs * kernelHeight * kernelWidth));

    private readonly Variable? _bias = bias
        ? scope.Parameter("bias", [outputs], Initializer.FanIn(inputs * kernelHeight * kernelWidth))
        : null;

    /// <summary>[batch, in, height, width] to [batch, out, new height, new width].</summary>
    public Variable Forward(Tape tape, Variable x) =>
        tape.Conv2d(x, _weight, _bias, strideHeight, strideWidth, paddingHeight, paddingWidth);

    /// <summary>Weight and bias for inference, with a batch normalisation that follows multiplied in.</summary>
    public (Tensor Weight, Tensor Bias) Fold(BatchNorm norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        return norm.Fold(_weight.Value, _bias?.Value);
    }
}
