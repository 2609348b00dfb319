using Viml.Training.Fitting.Events;

namespace Viml.Training.Fitting;

/// <summary>
/// Writes losses and validations as a TensorBoard event file while a run goes on: <c>tensorboard --logdir FOLDER/tensorboard</c> shows the
/// runs of a work folder beside each other. A run that resumes writes its file anew from its record.
/// </summary>
/// <param name="files">Path of what the run writes, without extension.</param>
internal sealed class EventLog(string files) : ITrainingCallback
{
    private const string FileName = "events.out.tfevents.0.viml"; // by the first part TensorBoard knows it

    private readonly string _path = Path.Combine(Path.GetDirectoryName(files)!, "tensorboard", Path.GetFileName(files), FileName);
    private bool _isOpen;

    public void OnStep(TrainingRun run)
    {
        if (!_isOpen) Open(run);
        var (loss, validation) = (run.Record.Losses.LastOrDefault(), run.Record.Validations.LastOrDefault());
        (string, double)[] figures = [
            .. loss?.Step == run.Step ? LossOf(loss).Append(("training/learning rate", run.LearningRate)) : [],
            .. validation?.Step == run.Step ? FiguresOf(validation) : []];
        if (figures.Length == 0) return;
        using var file = new FileStream(_path, FileMode.Append);
        new EventWriter(file).Write(run.Step, figures);
    }

    /// <summary>Begins the file with what the record has of the steps before.</summary>
    private void Open(TrainingRun run)
    {
        _isOpen = true;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        using var file = File.Create(_path);
        var writer = new EventWriter(file);
        writer.WriteHead();
        var losses = run.Record.Losses.Select(loss => (loss.Step, Figures: LossOf(loss)));
        var validations = run.Record.Validations.Select(one => (one.Step, Figures: FiguresOf(one)));
        foreach (var (step, figures) in losses.Concat(validations).Where(entry => entry.Step < run.Step).OrderBy(entry => entry.Step))
            writer.Write(step, figures);
    }

    private static IEnumerable<(string Name, double Value)> LossOf(RunLoss loss) => [("training/loss", loss.Loss)];

    private static IEnumerable<(string Name, double Value)> FiguresOf(RunValidation validation) =>
        validation.Figures.Select(figure => ($"validation/{figure.Key}", figure.Value));
}
