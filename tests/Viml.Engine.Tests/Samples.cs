using Viml.Engine.Tensors;

namespace Viml.Engine.Tests;

/// <summary>Seeded numbers for tests.</summary>
internal static class Samples
{
    /// <summary>A tensor of standard normal numbers.</summary>
    public static Tensor Normal(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var tensor = new Tensor(shape);
        foreach (ref var value in tensor.Span)
            value = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return tensor;
    }
}
