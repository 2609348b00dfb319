using Viml.Engine.Autograd;
using Viml.Engine.Learning;

namespace Viml.Training.Fitting;

/// <summary>
/// Trains a task: batches, recorded once and replayed, AdamW with warm-up and cosine decay, clipped gradients. Everything else, such as
/// validation and checkpoints, is a callback.
/// </summary>
internal sealed class Trainer(ITrainingTask task, FittingOptions options, IReadOnlyList<ITrainingCallback> callbacks)
{
    private readonly FittingOptions _options = options.Validate();

    /// <summary>Runs, or resumes, until the last step.</summary>
    /// <exception cref="OperationCanceledException">Cancelled between two steps, after the callbacks were notified.</exception>
    /// <exception cref="DivergenceException">The loss or the gradient is not finite any more.</exception>
    public RunRecord Run(CancellationToken cancellation = default)
    {
        (string Name, Variable Variable)[] trainable =
            [.. task.Parameters.SelectMany(set => set.Value.Trainable.Select(p => ($"{set.Key}/{p.Name}", p.Variable)))];
        Variable[] variables = [.. trainable.Select(p => p.Variable)];
        var optimizer = new AdamW(trainable, new AdamWOptions { WeightDecay = _options.WeightDecay });
        var schedule = new WarmupCosineSchedule(_options.LearningRate, (int)(_options.Steps * _options.WarmupShare), _options.Steps);
        var run = new TrainingRun(task, _options, optimizer);
        foreach (var callback in callbacks) callback.OnStart(run);
        var tape = Tape.ForTraining(BatchOrder.HashCode(_options.Seed, run.Step));
        Variable? loss = null;

        while (!run.IsDone)
        {
            if (cancellation.IsCancellationRequested)
            {
                foreach (var callback in callbacks) callback.OnCancel(run);
                cancellation.ThrowIfCancellationRequested();
            }
            task.LoadBatch(run.Step);
            if (loss is null) loss = task.Record(tape);
            else tape.Replay(BatchOrder.HashCode(_options.Seed, run.Step)); // a resumed run drops out the same
            run.Loss = Finite("loss", loss.Value.Span[0], run.Step);
            tape.Backward(loss);
            // Checked before it reaches the parameters and a checkpoint.
            Finite("gradient norm", GradientClipping.ByGlobalNorm(variables, _options.ClipNorm), run.Step);
            run.LearningRate = schedule.At(run.Step);
            optimizer.Step(run.LearningRate);
            run.Step++;
            foreach (var callback in callbacks) callback.OnStep(run);
        }
        foreach (var callback in callbacks) callback.OnEnd(run);
        return run.Record;
    }

    private double Finite(string what, double value, int step) =>
        double.IsFinite(value) ? value : throw new DivergenceException(task.Name, step, what, value, _options.LearningRate);
}
