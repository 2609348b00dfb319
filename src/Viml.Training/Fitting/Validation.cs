namespace Viml.Training.Fitting;

/// <summary>Measures the task on held-out data now and then, and ends a run with the parameters that did best.</summary>
internal sealed class Validation : ITrainingCallback
{
    /// <summary>
    /// Keeps the parameters if the first figure is the best so far. Until a figure is a number (on some data it is not defined) the latest
    /// are kept: any trained parameters are better than those of the start.
    /// </summary>
    public void OnStep(TrainingRun run)
    {
        if (run.Step % run.Options.ValidateEvery != 0 && !run.IsDone) return;
        var figures = run.Task.Validate();
        var validation = new RunValidation(run.Step, figures.ToDictionary(figure => figure.Name, figure => figure.Value));
        run.Record = run.Record with { Validations = [.. run.Record.Validations, validation] };
        var score = double.IsNaN(figures[0].Value) ? double.NegativeInfinity : figures[0].Value;
        if (score > run.BestScore || double.IsNegativeInfinity(run.BestScore)) run.KeepAsBest(score);
    }

    public void OnEnd(TrainingRun run) => run.UseBest();
}
