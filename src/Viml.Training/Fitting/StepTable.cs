using System.Globalization;

namespace Viml.Training.Fitting;

/// <summary>
/// Writes a CSV file with a line for each step: step, loss, learning rate. A run that resumes goes on behind the step of its checkpoint, so
/// that the file is the same as that of one that was not interrupted.
/// </summary>
internal sealed class StepTable(string path) : ITrainingCallback
{
    private const string Heading = "step,loss,learning_rate";
    private const int Waiting = 100; // lines

    private readonly List<string> _lines = [];
    private bool _isOpen;

    public void OnStep(TrainingRun run)
    {
        if (!_isOpen) Open(run.Step);
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Step},{run.Loss:R},{run.LearningRate:R}\n"));
        if (_lines.Count >= Waiting || run.IsDone || run.Step % run.Options.CheckpointEvery == 0) Flush();
    }

    public void OnCancel(TrainingRun run) => Flush();

    /// <summary>Keeps what was written before the first step of this part of the run. A kill may have cut the last line.</summary>
    private void Open(int step)
    {
        _isOpen = true;
        string[] kept = step > 1 && File.Exists(path)
            ? [.. File.ReadLines(path).Skip(1).Where(line => StepOf(line) is { } known && known < step)]
            : [];
        File.WriteAllText(path, string.Concat(kept.Prepend(Heading).Select(line => line + "\n")));
    }

    private void Flush()
    {
        File.AppendAllText(path, string.Concat(_lines));
        _lines.Clear();
    }

    private static int? StepOf(string line) =>
        line.Split(',') is [var step, _, _] && int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
