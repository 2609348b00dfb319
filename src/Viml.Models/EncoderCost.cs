namespace Viml.Models;

/// <summary>What an encoder costs.</summary>
/// <param name="Parameters">Trained numbers.</param>
/// <param name="MultiplyAdds">Multiply-adds of its network for one feature vector.</param>
public sealed record EncoderCost(long Parameters, long MultiplyAdds)
{
    /// <summary>Billions of floating-point operations for one feature vector.</summary>
    public double Gflop => 2e-9 * MultiplyAdds;
}
