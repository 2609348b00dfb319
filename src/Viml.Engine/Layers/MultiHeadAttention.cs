using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017) with PyTorch's parameter names: <c>in_proj_weight</c> [3 width, width], <c>in_proj_bias</c>,
/// <c>out_proj.weight</c> [width, width], <c>out_proj.bias</c>.
/// </summary>
public sealed class MultiHeadAttention
{
    private readonly Variable _inputWeight, _inputBias, _outputWeight, _outputBias;
    private readonly int _heads;

    /// <summary>Takes the parameters from the scope.</summary>
    public MultiHeadAttention(ParameterScope scope, int width, int heads)
    {
        _heads = heads;
        _inputWeight = scope.Parameter("in_proj_weight", [3 * width, width], Initializer.Glorot(width, 3 * width));
        _inputBias = scope.Parameter("in_proj_bias", [3 * width], Initializer.Zeros);
        var output = scope.Enter("out_proj");
        _outputWeight = output.Parameter("weight", [width, width], Initializer.FanIn(width));
        _outputBias = output.Parameter("bias", [width], Initializer.Zeros);
    }

    /// <summary>[batch, time, width] to the same; padded steps are attended to by none.</summary>
    public Variable Forward(Tape tape, Variable x, PaddingMask? padding = null)
    {
        var packed = tape.Linear(x, _inputWeight, _inputBias); // [batch, time, 3 width]
        return tape.Linear(tape.SelfAttention(packed, _heads, padding), _outputWeight, _outputBias); // [batch, time, width]
    }
}
