using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;

namespace Viml.Training.Fitting;

/// <summary>
/// A linear head that predicts numbers from features in training and is then thrown away: it makes features keep what the numbers say. An
/// example may leave its numbers open. A head of no numbers does nothing.
/// </summary>
internal sealed class RegressionHead
{
    private readonly int _numbers;
    private readonly float _weight;
    private readonly Linear? _linear;
    private readonly Variable? _targets;
    private readonly Tensor? _known; // 1 or 0

    /// <summary>Creates a head.</summary>
    /// <param name="name">The name of its parameters.</param>
    /// <param name="width">Width of the features.</param>
    /// <param name="numbers">How many numbers.</param>
    /// <param name="batch">Examples in a batch.</param>
    /// <param name="weight">Of its mean squared error in the loss.</param>
    /// <param name="seed">Of its parameters.</param>
    public RegressionHead(string name, int width, int numbers, int batch, float weight, int seed)
    {
        (_numbers, _weight) = (numbers, weight);
        Parameters = ParameterSet.Random(seed);
        if (numbers == 0) return;
        _linear = new Linear(Parameters.Root.Enter(name), width, numbers);
        _targets = new Variable(new Tensor(batch, numbers));
        _known = new Tensor(batch, numbers);
    }

    public ParameterSet Parameters { get; }

    /// <summary>The numbers of an example, to be written into: they are known until the next <see cref="Forget"/>.</summary>
    public Span<float> Know(int row)
    {
        if (_numbers == 0) return [];
        _known!.Slice(row, 1).Span.Fill(1);
        return _targets!.Value.Slice(row, 1).Span;
    }

    /// <summary>Leaves the numbers of an example open.</summary>
    public void Forget(int row)
    {
        if (_numbers == 0) return;
        _known!.Slice(row, 1).Span.Clear();
        _targets!.Value.Slice(row, 1).Span.Clear();
    }

    /// <summary>The loss with the head's own part added.</summary>
    public Variable AddTo(Tape tape, Variable loss, Variable features)
    {
        if (_linear is null) return loss;
        var predicted = tape.Multiply(_linear.Forward(tape, features), tape.Constant(_known!)); // [batch, numbers]
        return tape.Add(loss, tape.Scale(tape.MeanSquaredError(predicted, _targets!), _weight));
    }
}
