using Viml.Engine.Autograd;

namespace Viml.Engine.Layers;

/// <summary>How a parameter gets its first values when a model is made from a seed.</summary>
public sealed class Initializer
{
    private readonly Action<RandomStream, Span<float>> _fill;

    private Initializer(Action<RandomStream, Span<float>> fill) => _fill = fill;

    /// <summary>All zero.</summary>
    public static Initializer Zeros { get; } = Constant(0);

    /// <summary>All one.</summary>
    public static Initializer Ones { get; } = Constant(1);

    /// <summary>All the same.</summary>
    public static Initializer Constant(float value) => new((_, values) => values.Fill(value));

    /// <summary>Uniform in [-bound, bound).</summary>
    public static Initializer Uniform(float bound) => new((random, values) =>
    {
        foreach (ref var value in values)
            value = bound * (2 * random.NextSingle() - 1);
    });

    /// <summary>Normal with mean 0.</summary>
    public static Initializer Normal(float deviation) => new((random, values) =>
    {
        foreach (ref var value in values)
            value = deviation * random.NextGaussian();
    });

    /// <summary>PyTorch's default for linear and convolution weights and biases: uniform within 1 / sqrt(inputs of one output).</summary>
    public static Initializer FanIn(int inputs) => Uniform(1 / MathF.Sqrt(Math.Max(1, inputs)));

    /// <summary>Glorot, Bengio 2010: uniform within sqrt(6 / (inputs + outputs)), PyTorch's default for attention projections.</summary>
    public static Initializer Glorot(int inputs, int outputs) => Uniform(MathF.Sqrt(6f / Math.Max(1, inputs + outputs)));

    internal void Fill(RandomStream random, Span<float> values) => _fill(random, values);
}
