using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>Dropout with a fixed probability; does nothing on an inference tape.</summary>
public sealed class Dropout(float probability)
{
    /// <summary>Any shape to the same.</summary>
    public Variable Forward(Tape tape, Variable x) => tape.Dropout(x, probability);
}
