using Viml.Engine.Learning;
using Viml.Engine.Tensors;

namespace Viml.Training.Fitting;

/// <summary>Where a run is: what callbacks read, and what a checkpoint keeps.</summary>
internal sealed class TrainingRun
{
    public TrainingRun(ITrainingTask task, FittingOptions options, AdamW optimizer)
    {
        (Task, Options, Optimizer) = (task, options, optimizer);
        Parameters = [.. task.Parameters.SelectMany(set => set.Value.All.Select(p => ($"{set.Key}/{p.Name}", p.Variable.Value)))];
        Best = [.. Parameters.Select(p => p.Value.Span.ToArray())];
        Record = new RunRecord { Task = task.Name, Options = options, Parameters = task.Parameters.Values.Sum(set => set.Count) };
    }

    public ITrainingTask Task { get; }

    public FittingOptions Options { get; }

    public AdamW Optimizer { get; }

    /// <summary>Steps done.</summary>
    public int Step { get; set; }

    /// <summary>Loss of the last step.</summary>
    public double Loss { get; set; }

    /// <summary>The learning rate of the last step.</summary>
    public double LearningRate { get; set; }

    /// <summary>Whether every step is done, or more of them have not helped for long enough.</summary>
    public bool IsDone => Step == Options.Steps
        || (Options.Patience > 0 && Record.Validations.Count(validation => validation.Step > Record.BestStep) >= Options.Patience);

    /// <summary>What the run has done so far.</summary>
    public RunRecord Record { get; set; }

    /// <summary>Every parameter under its name in a checkpoint.</summary>
    public IReadOnlyList<(string Name, Tensor Value)> Parameters { get; }

    /// <summary>The values of <see cref="Parameters"/> at the best validation so far.</summary>
    public IReadOnlyList<float[]> Best { get; }

    /// <summary>The deciding figure of that validation; minus infinity where there is none.</summary>
    public double BestScore { get; set; } = double.NegativeInfinity;

    /// <summary>Keeps the parameters as they are now as the best.</summary>
    public void KeepAsBest(double score)
    {
        BestScore = score;
        Record = Record with { BestStep = Step };
        for (var i = 0; i < Best.Count; i++) Parameters[i].Value.Span.CopyTo(Best[i]);
    }

    /// <summary>Puts the best parameters back.</summary>
    public void UseBest()
    {
        for (var i = 0; i < Best.Count; i++) Best[i].CopyTo(Parameters[i].Value.Span);
    }
}
