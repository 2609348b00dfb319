using Viml.Engine.Autograd;
using Viml.Engine.Layers;
using Viml.Engine.Tensors;
using Viml.Training.Fitting;

namespace Viml.Training.Tests.Fitting;

/// <summary>
/// A network of two layers learns y = x0 * x1 from points drawn by step: quick, free of dropout, and not solvable by a line.
/// </summary>
internal sealed class ToyTask : ITrainingTask
{
    private const int Batch = 32;

    private readonly Linear _hidden, _output;
    private readonly Tensor _x = new(Batch, 2), _y = new(Batch, 1);
    private readonly int _seed;

    public ToyTask(int seed = 1, int hidden = 16)
    {
        _seed = seed;
        var parameters = ParameterSet.Random(seed);
        _hidden = new Linear(parameters.Root.Enter("hidden"), 2, hidden);
        _output = new Linear(parameters.Root.Enter("output"), hidden, 1);
        Parameters = new Dictionary<string, ParameterSet> { ["toy"] = parameters };
    }

    public string Name { get; init; } = "toy";

    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    /// <summary>Called before each batch is made; may throw, as a process that dies in the middle would.</summary>
    public Action<int> BeforeBatch { get; init; } = static _ => { };

    /// <summary>What validation number 0, 1, ... says; the negative loss on fixed points if null.</summary>
    public Func<int, double>? Score { get; init; }

    /// <summary>Validations so far.</summary>
    public int Validations { get; private set; }

    /// <summary>Multiplies the targets, to break a step.</summary>
    public float TargetScale { get; set; } = 1;

    /// <summary>Multiplies the loss that is fitted.</summary>
    public float LossScale { get; init; } = 1;

    /// <summary>Every parameter, one after the other.</summary>
    public float[] Values => [.. Parameters["toy"].All.SelectMany(p => p.Variable.Value.Span.ToArray())];

    public void LoadBatch(int step)
    {
        BeforeBatch(step);
        Fill(new Random(BatchOrder.HashCode(_seed, step)));
    }

    public Variable Record(Tape tape) => tape.Scale(
        tape.MeanSquaredError(_output.Forward(tape, tape.Tanh(_hidden.Forward(tape, tape.Constant(_x)))), tape.Constant(_y)), LossScale);

    public IReadOnlyList<(string Name, double Value)> Validate()
    {
        var number = Validations++;
        return [("score", Score?.Invoke(number) ?? -Loss()), ("loss", Loss())];
    }

    /// <summary>The mean squared error on points of their own.</summary>
    public double Loss()
    {
        var scale = TargetScale;
        TargetScale = 1;
        Fill(new Random(-1));
        TargetScale = scale;
        return Record(Tape.ForInference()).Value.Span[0];
    }

    private void Fill(Random random)
    {
        for (var row = 0; row < Batch; row++)
        {
            var (a, b) = ((float)random.NextDouble() * 2 - 1, (float)random.NextDouble() * 2 - 1);
            (_x.Span[2 * row], _x.Span[2 * row + 1]) = (a, b);
            _y.Span[row] = a * b * TargetScale;
        }
    }
}
