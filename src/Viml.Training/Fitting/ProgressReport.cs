namespace Viml.Training.Fitting;

/// <summary>How far a run is.</summary>
/// <param name="Loss">The mean training loss of the last few steps; NaN before there is one.</param>
/// <param name="Validation">The last figures on held-out data, once there are any.</param>
public sealed record FittingProgress(string Task, int Step, int Steps, double Loss, RunValidation? Validation);

/// <summary>Reports every step at which the record grew.</summary>
internal sealed class ProgressReport(IProgress<FittingProgress> progress) : ITrainingCallback
{
    public void OnStep(TrainingRun run)
    {
        var (loss, validation) = (run.Record.Losses.LastOrDefault(), run.Record.Validations.LastOrDefault());
        if (loss?.Step == run.Step || validation?.Step == run.Step)
            progress.Report(new FittingProgress(run.Task.Name, run.Step, run.Options.Steps, loss?.Loss ?? double.NaN, validation));
    }
}
