using System.Globalization;
using Viml.Training.Fitting;

namespace Viml.Cli.Output;

/// <summary>The progress of commands that prepare clips and then train: each stage by itself, with its own time left.</summary>
/// <param name="report">Shows it.</param>
internal sealed class StageProgress(Action<WorkStep> report) : IProgress<PreparationProgress>, IProgress<FittingProgress>
{
    public void Report(PreparationProgress value) => report(new WorkStep(
        value.Done, value.Total, string.Create(CultureInfo.InvariantCulture, $"{value.Done:N0}/{value.Total:N0}"), value.What));

    public void Report(FittingProgress value) => report(new WorkStep(
        value.Step, value.Steps, string.Create(CultureInfo.InvariantCulture, $"loss {value.Loss:0.000}"), value.Task));

    /// <summary>Passes on how many trainings of how many are done, with a fraction, and which it is now.</summary>
    public IProgress<T> Trainings<T>(Func<T, (double Done, double Total, string Training)> read) =>
        new ImmediateProgress<T>(value =>
        {
            var (done, total, training) = read(value);
            report(new WorkStep(done, total, Stage: training));
        });
}
