namespace Viml.Training.Fitting;

/// <summary>What happens around the steps of a <see cref="Trainer"/>: validation, records, checkpoints, progress.</summary>
internal interface ITrainingCallback
{
    /// <summary>Before the first step; may move the run forward.</summary>
    public void OnStart(TrainingRun run)
    {
    }

    /// <summary>After each step.</summary>
    public void OnStep(TrainingRun run)
    {
    }

    /// <summary>When the run is cancelled between two steps.</summary>
    public void OnCancel(TrainingRun run)
    {
    }

    /// <summary>After the last step.</summary>
    public void OnEnd(TrainingRun run)
    {
    }
}

/// <summary>The callbacks by what they do.</summary>
internal static class TrainingCallbacks
{
    /// <summary>Those of every training. Checkpoints come last: they keep what the others did.</summary>
    /// <param name="files">Path of what the run writes, without extension; null writes nothing and cannot resume.</param>
    /// <param name="progress">Told of every loss and validation.</param>
    public static IReadOnlyList<ITrainingCallback> Standard(string? files = null, IProgress<FittingProgress>? progress = null)
    {
        List<ITrainingCallback> callbacks = [new Validation(), new RunLog(files)];
        if (progress is not null) callbacks.Add(new ProgressReport(progress));
        if (files is not null)
            callbacks.AddRange([new StepTable(files + ".csv"), new EventLog(files), new Checkpoints(files + ".checkpoint")]);
        return callbacks;
    }
}
