using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>
/// Multi-head self-attention (Vaswani et al. 2017) with PyTorch's parameter names: <c>in_proj_weight</c> [3 width, width],
/// <c>in_proj_bias</c>, <c>out_proj.weight</c> [width, width], <c>out_proj.bias</c>.
/// </summary>
internal sealed class MultiHeadAttention
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

    /// <summary>
    /// [batch, time, width] to [batch, <paramref name="steps"/>, width]: what the first steps (all by default) gather from all of them.
    /// Padded steps are attended to by none.
    /// </summary>
    public Variable Forward(Tape tape, Variable x, PaddingMask? padding = null, int? steps = null)
    {
        var width = x.Size(-1);
        Variable attended;
        if (steps is { } count && count < x.Size(1))
        {
            var queries = Project(tape.SliceAxis(x, 1, 0, count), 0, width); // [batch, steps, width]
            var keysAndValues = Project(x, width, 2 * width); // [batch, time, 2 width]
            attended = tape.PackedAttention(queries, keysAndValues, _heads, padding);
        }
        else
        {
            attended = tape.SelfAttention(Project(x, 0, 3 * width), _heads, padding);
        }
        return tape.Linear(attended, _outputWeight, _outputBias);

        Variable Project(Variable input, int from, int rows) =>
            tape.Linear(input, tape.SliceAxis(_inputWeight, 0, from, rows), tape.SliceAxis(_inputBias, 0, from, rows));
    }
}
