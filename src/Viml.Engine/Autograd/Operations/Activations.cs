using Viml.Engine.Kernels;

namespace Viml.Engine.Autograd;

public static partial class TapeOperations
{
    /// <summary>max(x, 0).</summary>
    public static Variable Relu(this Tape tape, Variable x) => tape.Record(new ActivationOperation<Relu>(tape, x));

    /// <summary>Exact GELU: x * Phi(x) (Hendrycks, Gimpel 2016).</summary>
    public static Variable Gelu(this Tape tape, Variable x) => tape.Record(new ActivationOperation<Gelu>(tape, x));

    /// <summary>x * sigmoid(1.702 x), the approximation of GELU that CLIP uses.</summary>
    public static Variable QuickGelu(this Tape tape, Variable x) => tape.Record(new ActivationOperation<QuickGelu>(tape, x));

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Variable Sigmoid(this Tape tape, Variable x) => tape.Record(new ActivationOperation<Sigmoid>(tape, x));

    /// <summary>Hyperbolic tangent.</summary>
    public static Variable Tanh(this Tape tape, Variable x) => tape.Record(new ActivationOperation<Tanh>(tape, x));
}

/// <summary>A function of each element.</summary>
internal sealed class ActivationOperation<T> : Operation where T : IActivation
{
    private readonly Variable _x;
    private readonly Action<int, int> _forward, _backward;
    private bool _adds;

    public ActivationOperation(Tape tape, Variable x) : base(tape, x.Shape, x)
    {
        _x = x;
        _forward = (from, to) => Activations.Forward<T>(_x.Span[from..to], Output.Span[from..to]);
        _backward = (from, to) => Activations.Backward<T>(
            _x.Span[from..to], Output.Span[from..to], Output.GradientSpan[from..to], _adds, _x.GradientSpan[from..to]);
    }

    public override void Forward() => Parallelism.ForRanges(_x.Length, Grain.Elements / 4, _forward);

    public override void Backward()
    {
        _adds = _x.AddsToGradient();
        Parallelism.ForRanges(_x.Length, Grain.Elements / 4, _backward);
    }

    protected override bool AsksToAdd(Variable input) => true;
}
