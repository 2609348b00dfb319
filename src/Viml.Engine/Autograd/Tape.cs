using Viml.Engine.Kernels;
using Viml.Engine.Tensors;

namespace Viml.Engine.Autograd;

/// <summary>
/// Runs operations in order and, for training, remembers them: for the gradient, and to run them again on the same buffers. Whether
/// dropout and batch statistics are on is a property of the tape that a layer is given. Not thread-safe: one tape per thread.
/// </summary>
/// <remarks>
/// A training loop with fixed shapes records its step once, then copies new inputs into the constants' tensors and calls
/// <see cref="Replay"/> and <see cref="Backward"/>, which allocate nothing.
/// </remarks>
public sealed class Tape
{
    private readonly List<Operation> _operations = [];
    private readonly RandomStream _random;

    private Tape(bool isTraining, int seed)
    {
        IsTraining = isTraining;
        _random = new RandomStream(RandomStream.Combine(seed, "tape"));
    }

    /// <summary>Whether dropout is on, batch norm uses the batch, and operations are recorded.</summary>
    public bool IsTraining { get; }

    /// <summary>A tape that records nothing and makes no gradients.</summary>
    public static Tape ForInference() => new(false, 0);

    /// <summary>A recording tape; the seed fixes its dropout.</summary>
    public static Tape ForTraining(int seed) => new(true, seed);

    /// <summary>A variable without gradient over the tensor, which it shares.</summary>
    public Variable Constant(Tensor value) => new(value);

    /// <summary>Runs an operation, keeps it when training, and returns its output.</summary>
    internal Variable Record(Operation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        operation.Forward();
        if (IsTraining)
            _operations.Add(operation);
        return operation.Output;
    }

    /// <summary>
    /// Computes the derivative of <paramref name="scalarLoss"/>. It replaces the gradients of what the tape computed and is added to those
    /// of parameters, which the optimiser clears.
    /// </summary>
    /// <exception cref="ArgumentException">The loss is not a single element or depends on nothing that requires a gradient.</exception>
    public void Backward(Variable scalarLoss)
    {
        ArgumentNullException.ThrowIfNull(scalarLoss);
        if (scalarLoss.Length != 1)
            throw new ArgumentException(
                $"Backward: the loss must be one element, its shape is {scalarLoss.Value.ShapeText}.", nameof(scalarLoss));
        if (!scalarLoss.RequiresGradient)
            throw new ArgumentException(
                "Backward: the loss depends on nothing that requires a gradient, or the tape does not train.", nameof(scalarLoss));

        foreach (var operation in _operations) operation.Output.SpendGradient();
        scalarLoss.GradientSpan[0] = 1;
        for (var i = _operations.Count - 1; i >= 0; i--)
        {
            if (!_operations[i].Output.RequiresGradient)
                continue;
            _operations[i].PrepareGradients();
            _operations[i].Backward();
        }
    }

    /// <summary>Runs every recorded operation again on the same buffers, with new dropout.</summary>
    public void Replay()
    {
        foreach (var operation in _operations)
            operation.Forward();
    }

    /// <summary>
    /// The same with the dropout that a tape of <paramref name="seed"/> would begin with, so that it does not depend on what was replayed
    /// before.
    /// </summary>
    public void Replay(int seed)
    {
        _random.Restart(RandomStream.Combine(seed, "tape"));
        Replay();
    }

    /// <summary>Forgets the recorded operations. Their outputs stay valid; dropout continues its sequence.</summary>
    public void Clear() => _operations.Clear();

    /// <summary>A fresh key for the random numbers of one run of an operation.</summary>
    internal ulong NextKey() => _random.Next();
}
