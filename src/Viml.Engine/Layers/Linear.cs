using Viml.Engine.Autograd;
using Viml.Engine.Tensors;

namespace Viml.Engine.Layers;

/// <summary>x W^T + b. Parameters <c>weight</c> [out, in] and, if wanted, <c>bias</c> [out].</summary>
public sealed class Linear(ParameterScope scope, int inputs, int outputs, bool bias = true)
{
    private readonly Variable _weight = scope.Parameter("weight", [outputs, inputs], Initializer.FanIn(inputs));
    private readonly Variable? _bias = bias ? scope.Parameter("bias", [outputs], Initializer.FanIn(inputs)) : null;

    /// <summary>[out, in].</summary>
    public Tensor Weight => _weight.Value;

    /// <summary>[out], or null.</summary>
    public Tensor? Bias => _bias?.Value;

    /// <summary>[..., in] to [..., out].</summary>
    public Variable Forward(Tape tape, Variable x) => tape.Linear(x, _weight, _bias);

    /// <summary>Weight and bias for inference, with a batch normalisation that follows multiplied in.</summary>
    public (Tensor Weight, Tensor Bias) Fold(BatchNorm norm)
    {
        ArgumentNullException.ThrowIfNull(norm);
        return norm.Fold(_weight.Value, _bias?.Value);
    }
}
