using System.Diagnostics;
using Viml.Engine.Autograd;
using Viml.Engine.Learning;
using Viml.Engine.Weights;

namespace Viml.Training.Fitting;

/// <summary>How far a run is.</summary>
/// <param name="Loss">The mean training loss of the last few steps.</param>
/// <param name="Validation">The last figures on held-out data, once there are any.</param>
public sealed record FittingProgress(string Task, int Step, int Steps, double Loss, RunValidation? Validation);

/// <summary>
/// Fits a task: replayed steps, AdamW with warm-up and cosine, clipped gradients, validation, checkpoints. At the end the parameters are
/// those of the best validation. A run that was stopped in any way goes on from its last checkpoint.
/// </summary>
public sealed class Trainer
{
    private const int ReportEvery = 20;

    private readonly ITrainingTask _task;
    private readonly FittingOptions _options;
    private readonly string? _checkpointPath;
    private readonly (string Name, Variable Variable)[] _trainable;
    private readonly Variable[] _variables;

    /// <summary>Prepares a run.</summary>
    /// <param name="checkpointPath">Where the state is kept between steps; null keeps none.</param>
    public Trainer(ITrainingTask task, FittingOptions options, string? checkpointPath = null)
    {
        ArgumentNullException.ThrowIfNull(task);
        _task = task;
        _options = options.Validate();
        _checkpointPath = checkpointPath;
        _trainable = [.. task.Parameters.SelectMany(set => set.Value.Trainable.Select(p => ($"{set.Key}/{p.Name}", p.Variable)))];
        _variables = [.. _trainable.Select(p => p.Variable)];
    }

    /// <summary>Runs or goes on until the last step and leaves the best parameters in the task.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; a checkpoint of the last complete step was written.</exception>
    /// <exception cref="WeightFileException">The checkpoint is of another task or other options.</exception>
    /// <exception cref="DivergenceException">The loss or the gradient is not finite any more.</exception>
    public RunRecord Run(IProgress<FittingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var optimizer = new AdamW(_trainable, new AdamWOptions { WeightDecay = _options.WeightDecay });
        var schedule = new WarmupCosineSchedule(_options.LearningRate, (int)(_options.Steps * _options.WarmupShare), _options.Steps);
        var state = new FittingState(_task, _options, optimizer);
        if (_checkpointPath is not null) state.Restore(_checkpointPath);
        var tape = Tape.ForTraining(BatchOrder.HashCode(_options.Seed, state.Step));
        var watch = Stopwatch.StartNew();
        var secondsBefore = state.Record.Seconds;
        Variable? loss = null;
        double sum = 0;
        var summed = 0;

        while (state.Step < _options.Steps)
        {
            if (cancellation.IsCancellationRequested)
            {
                Save();
                cancellation.ThrowIfCancellationRequested();
            }
            _task.LoadBatch(state.Step);
            if (loss is null) loss = _task.Record(tape);
            else tape.Replay();
            var value = loss.Value.Span[0];
            if (!float.IsFinite(value))
                throw new DivergenceException(_task.Name, state.Step, "loss", value, _options.LearningRate);
            tape.Backward(loss);
            var norm = GradientClipping.ByGlobalNorm(_variables, _options.ClipNorm);
            if (!double.IsFinite(norm)) // before it reaches the parameters and a checkpoint
                throw new DivergenceException(_task.Name, state.Step, "gradient norm", norm, _options.LearningRate);
            optimizer.Step(schedule.At(state.Step));
            state.Step++;
            (sum, summed) = (sum + value, summed + 1);

            var last = state.Step == _options.Steps;
            if (state.Step % ReportEvery == 0 || last)
            {
                state.AddLoss(sum / summed);
                (sum, summed) = (0, 0);
                Report();
            }
            if (state.Step % _options.ValidateEvery == 0 || last)
            {
                state.AddValidation(_task.Validate());
                Report();
            }
            if (state.Step % _options.CheckpointEvery == 0 || last) Save();
        }
        state.UseBest();
        return state.Record;

        void Save()
        {
            state.Record = state.Record with { Seconds = secondsBefore + watch.Elapsed.TotalSeconds };
            if (_checkpointPath is not null) state.Save(_checkpointPath);
        }

        void Report() => progress?.Report(new FittingProgress(
            _task.Name, state.Step, _options.Steps, state.Record.Losses.LastOrDefault()?.Loss ?? double.NaN, state.Record.Validations.LastOrDefault()));
    }
}
