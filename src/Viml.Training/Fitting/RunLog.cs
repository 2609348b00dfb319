using System.Diagnostics;

namespace Viml.Training.Fitting;

/// <summary>Adds losses and seconds to the record of a run and writes it at the end, as <c>.run.json</c> and <c>.loss.svg</c>.</summary>
/// <param name="files">Path of the files without extension; null writes none.</param>
internal sealed class RunLog(string? files) : ITrainingCallback
{
    private const int Every = 20;

    private readonly Stopwatch _watch = new();
    private double _sum;
    private int _count;

    public void OnStart(TrainingRun run) => _watch.Restart();

    public void OnStep(TrainingRun run)
    {
        (_sum, _count) = (_sum + run.Loss, _count + 1);
        if (run.Step % Every != 0 && !run.IsDone) return;
        run.Record = run.Record with { Losses = [.. run.Record.Losses, new RunLoss(run.Step, _sum / _count)] };
        (_sum, _count) = (0, 0);
        AddSeconds(run);
    }

    public void OnCancel(TrainingRun run) => AddSeconds(run);

    public void OnEnd(TrainingRun run)
    {
        if (files is not null) run.Record.Write(files);
    }

    private void AddSeconds(TrainingRun run)
    {
        run.Record = run.Record with { Seconds = run.Record.Seconds + _watch.Elapsed.TotalSeconds };
        _watch.Restart();
    }
}
