using Viml.Engine.Autograd;
using Viml.Engine.Layers;

namespace Viml.Training.Fitting;

/// <summary>
/// What the <see cref="Trainer"/> needs to know of a model: its parameters, one step's computation, the batches, and how well it does.
/// The shapes of a step never change, so the step is recorded once and replayed on new inputs.
/// </summary>
internal interface ITrainingTask
{
    /// <summary>Names the task in progress, run records and errors.</summary>
    public string Name { get; }

    /// <summary>Everything that is trained, by the name it has in a checkpoint: models and heads that are thrown away afterwards.</summary>
    public IReadOnlyDictionary<string, ParameterSet> Parameters { get; }

    /// <summary>Writes batch <paramref name="step"/> (from 0) into the inputs; the same step always gives the same batch.</summary>
    public void LoadBatch(int step);

    /// <summary>Computes the scalar loss of the inputs, recording it on <paramref name="tape"/>.</summary>
    public Variable Record(Tape tape);

    /// <summary>
    /// Figures on held-out data, by name. The first is the one that decides which parameters are kept: higher is better.
    /// </summary>
    public IReadOnlyList<(string Name, double Value)> Validate();
}
