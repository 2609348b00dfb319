using Viml.Engine.Tensors;

namespace Viml.Engine.Autograd;

/// <summary>
/// One operation: <see cref="Forward"/> computes the output from the inputs and <see cref="Backward"/> their gradients from the output's.
/// The buffers are made once, in the constructor, so that both can run again and again.
/// </summary>
internal abstract class Operation
{
    private readonly Variable[] _trained;

    /// <summary>Makes the output, which requires a gradient when the tape trains and any input requires one.</summary>
    protected Operation(Tape tape, ReadOnlySpan<int> outputShape, params ReadOnlySpan<Variable?> inputs)
    {
        ArgumentNullException.ThrowIfNull(tape);
        var trained = new List<Variable>();
        foreach (var input in inputs)
        {
            if (!tape.IsTraining || input is not { RequiresGradient: true })
                continue;
            if (input.TouchedRows is not null && this is not ILookup)
                throw new ArgumentException($"{GetType().Name}: a lookup table can only be trained through Embedding and EmbeddingBag.");
            trained.Add(input);
        }

        _trained = [.. trained];
        Output = new Variable(NewBuffer(outputShape), _trained.Length > 0);
    }

    /// <summary>The result.</summary>
    public Variable Output { get; }

    /// <summary>Computes the whole of <see cref="Output"/>'s value; what was in it before does not matter.</summary>
    public abstract void Forward();

    /// <summary>Adds to the gradient of every input that requires one. Only called when the output requires one.</summary>
    public abstract void Backward();

    /// <summary>
    /// Whether <see cref="Backward"/> asks for the <see cref="Variable.AddsToGradient"/> of an input: then its gradient need not be cleared
    /// before.
    /// </summary>
    protected virtual bool AsksToAdd(Variable input) => false;

    /// <summary>Makes the gradients that <see cref="Backward"/> reads and adds to, before threads do.</summary>
    internal void PrepareGradients()
    {
        Output.ClearSpent();
        Output.EnsureGradient();
        foreach (var input in _trained)
        {
            if (!AsksToAdd(input)) input.ClearSpent();
            input.EnsureGradient();
        }
    }

    private static Tensor NewBuffer(ReadOnlySpan<int> shape)
    {
        // Forward writes every element, so the memory need not be cleared.
        var length = 1L;
        foreach (var size in shape)
            length *= size;
        return length is 0 or > int.MaxValue ? new Tensor(shape) : Tensor.From(GC.AllocateUninitializedArray<float>((int)length), shape);
    }
}

/// <summary>An operation whose gradient touches rows of a table and says which.</summary>
internal interface ILookup;
