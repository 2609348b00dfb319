using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Models.VideoMusic;

/// <summary>
/// The Transformer of one modality (f^v, f^m or f^t): y = class token of Transformer([c, W x_1 + p_1, ..., W x_T + p_T]) with a learned class token c and
/// learned positions p.
/// </summary>
internal sealed class SequenceEncoder
{
    private readonly Linear _input;
    private readonly Variable _classToken;
    private readonly Variable _positions;
    private readonly TransformerStack _stack;

    public SequenceEncoder(ParameterScope scope, VideoMusicConfig config, int inputWidth, int steps)
    {
        _input = new Linear(scope.Enter("input"), inputWidth, config.Width);
        _classToken = scope.Parameter("class_token", [1, config.Width], TransformerStack.TokenInitializer);
        _positions = scope.Parameter("positions", [steps, config.Width], TransformerStack.TokenInitializer);
        _stack = new TransformerStack(scope, config);
    }

    /// <summary>y [batch, width] of x [batch, time, input].</summary>
    /// <param name="tape">The tape.</param>
    /// <param name="x">Standardised features.</param>
    /// <param name="padding">[batch, 1 + time], step 0 is the class token. A sequence of padding only gives what the class token alone says.</param>
    public Variable Forward(Tape tape, Variable x, PaddingMask? padding)
    {
        var (batch, time) = (x.Size(0), x.Size(1));
        var width = _classToken.Size(1);
        var steps = tape.Add(_input.Forward(tape, x), tape.SliceAxis(_positions, 0, 0, time)); // [batch, time, width]
        var tokens = tape.Concat(1, tape.Expand(_classToken, batch, 1, width), steps); // [batch, 1 + time, width]
        return _stack.Forward(tape, tokens, padding);
    }
}
