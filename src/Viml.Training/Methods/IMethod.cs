using Viml.Training.Evaluation;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>A method of the paper's tables: how a model that finds music is made from clips.</summary>
internal interface IMethod
{
    /// <summary>The method as it is called on the command line.</summary>
    public string Name { get; }

    /// <summary>Whether its queries can have a text.</summary>
    public bool TakesText { get; }

    /// <summary>How many trainings one call of <see cref="Train"/> takes.</summary>
    public int TrainingsOf(MethodOptions options) => 1;

    /// <summary>Trains a model, or resumes.</summary>
    public IRetrievalModel Train(MethodRun run);
}

/// <summary>What a method is trained on and how.</summary>
/// <param name="Train">Clips to train on.</param>
/// <param name="Validation">Clips that choices are made on, the last of which is when to stop.</param>
/// <param name="NullText">x^NULL: the steps of the empty text.</param>
/// <param name="Options">How.</param>
/// <param name="Work">Where it resumes.</param>
/// <param name="Data">What is trained on, in words that change with it.</param>
/// <param name="Progress">Told how far a training is.</param>
/// <param name="Cancellation">Interrupts it.</param>
internal sealed record MethodRun(
    IReadOnlyList<PairedClip> Train, IReadOnlyList<PairedClip> Validation, float[] NullText, MethodOptions Options, WorkFolder Work,
    string Data, IProgress<FittingProgress>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Numbers in a step of a text.</summary>
    public required int TextWidth { get; init; }

    /// <summary>Pairs in a step: fewer than asked for where there are fewer.</summary>
    public int Batch => Math.Min(Options.Batch, Train.Count);

    /// <summary>Trains a task, or resumes it. The task keeps the parameters that validated best.</summary>
    /// <param name="task">The task.</param>
    /// <param name="variant">What tells this training from others of the same task, such as a temperature.</param>
    public void Fit(ITrainingTask task, string variant = "")
    {
        var level = Options.SegmentSeconds is { } seconds ? FormattableString.Invariant($"-{seconds}s") : "";
        var stage = $"{task.Name}{(variant.Length == 0 ? "" : "-" + variant)}{level}-{Options.Seed}";
        Work.Fit(stage, task, Options.Fitting with { Seed = Options.Seed, Data = $"{Data}; {Options.Describe()}" }, Progress, Cancellation);
    }
}
