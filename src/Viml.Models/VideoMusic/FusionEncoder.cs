using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Models.VideoMusic;

/// <summary>f^vt: y^vt = class token of Transformer([c, y^v + e_v, y^t + e_t]) with a learned class token c and type embeddings e.</summary>
internal sealed class FusionEncoder
{
    private readonly Variable _classToken;
    private readonly Variable _types;
    private readonly TransformerStack _stack;

    public FusionEncoder(ParameterScope scope, VideoMusicConfig config)
    {
        _classToken = scope.Parameter("class_token", [1, config.Width], TransformerStack.TokenInitializer);
        _types = scope.Parameter("types", [2, config.Width], TransformerStack.TokenInitializer);
        _stack = new TransformerStack(scope, config);
    }

    /// <summary>y^vt [batch, width] of y^v and y^t, both [batch, width].</summary>
    public Variable Forward(Tape tape, Variable video, Variable text)
    {
        var (batch, width) = (video.Size(0), video.Size(1));
        var tokens = tape.Concat(1, tape.Reshape(video, batch, 1, width), tape.Reshape(text, batch, 1, width)); // [batch, 2, width]
        var typed = tape.Add(tokens, _types);
        return _stack.Forward(tape, tape.Concat(1, tape.Expand(_classToken, batch, 1, width), typed), padding: null);
    }
}
