using Viml.Engine.Autograd;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>Layer normalisation over the last axis. Parameters <c>weight</c> and <c>bias</c> [width].</summary>
public sealed class LayerNorm(ParameterScope scope, int width, float epsilon = 1e-5f)
{
    private readonly Variable _scale = scope.Parameter("weight", [width], Initializer.Ones);
    private readonly Variable _shift = scope.Parameter("bias", [width], Initializer.Zeros);

    /// <summary>[..., width] to the same.</summary>
    public Variable Forward(Tape tape, Variable x) => tape.LayerNorm(x, _scale, _shift, epsilon);

    /// <summary>Without a tape, into a tensor of the caller, which may be x: see <see cref="Inference.LayerNorm"/>.</summary>
    public void Forward(Tensor x, Tensor y) => Inference.LayerNorm(x, _scale.Value, _shift.Value, epsilon, y);
}

/// <summary>
/// Batch normalisation per channel. Parameters <c>weight</c> and <c>bias</c>, buffers <c>running_mean</c> and <c>running_var</c>, all
/// [channels]. PyTorch's counter <c>num_batches_tracked</c> is ignored.
/// </summary>
public sealed class BatchNorm
{
    private readonly Variable _scale, _shift, _runningMean, _runningVariance;
    private readonly float _momentum, _epsilon;

    /// <summary>Takes the parameters from the scope.</summary>
    /// <param name="isTrained">
    /// False keeps scale and shift as they are: at the input of a network the layers after it can do the same, and without them no gradient
    /// has to be computed down to the input.
    /// </param>
    public BatchNorm(ParameterScope scope, int channels, float momentum = 0.1f, float epsilon = 1e-5f, bool isTrained = true)
    {
        (_momentum, _epsilon) = (momentum, epsilon);
        _scale = isTrained ? scope.Parameter("weight", [channels], Initializer.Ones) : scope.Buffer("weight", [channels], Initializer.Ones);
        _shift = isTrained ? scope.Parameter("bias", [channels], Initializer.Zeros) : scope.Buffer("bias", [channels], Initializer.Zeros);
        _runningMean = scope.Buffer("running_mean", [channels], Initializer.Zeros);
        _runningVariance = scope.Buffer("running_var", [channels], Initializer.Ones);
        scope.Ignore("num_batches_tracked");
    }

    /// <summary>[batch, channels, ...] to the same; a training tape uses and tracks the batch's statistics.</summary>
    public Variable Forward(Tape tape, Variable x) =>
        tape.BatchNorm(x, _scale, _shift, _runningMean, _runningVariance, _momentum, _epsilon);

    /// <summary>What it does to a channel when it is not trained: x * scale + shift, with the running statistics.</summary>
    public (float Scale, float Shift) Affine(int channel)
    {
        var scale = _scale.Value.Span[channel] / MathF.Sqrt(_runningVariance.Value.Span[channel] + _epsilon);
        return (scale, _shift.Value.Span[channel] - _runningMean.Value.Span[channel] * scale);
    }

    /// <summary>A layer before this one, with what this does to its outputs multiplied in.</summary>
    internal (Tensor Weight, Tensor Bias) Fold(Tensor weight, Tensor? bias)
    {
        var (folded, shifts) = (weight.Clone(), new Tensor(weight.Size(0)));
        var inputs = weight.Length / weight.Size(0);
        for (var output = 0; output < weight.Size(0); output++)
        {
            var (scale, shift) = Affine(output);
            foreach (ref var element in folded.Span.Slice(output * inputs, inputs))
                element *= scale;
            shifts.Span[output] = (bias is null ? 0 : bias.Span[output]) * scale + shift;
        }
        return (folded, shifts);
    }

    /// <summary>[batch, channels, length, inner] to the maximum over the length of the same, [batch, channels, inner].</summary>
    public Variable ForwardMax(Tape tape, Variable x) =>
        tape.BatchNormMax(x, _scale, _shift, _runningMean, _runningVariance, _momentum, _epsilon);
}
