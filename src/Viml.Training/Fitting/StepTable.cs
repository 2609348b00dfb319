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

    public void OnStart(TrainingRun run)
    {
        _lines.Clear();
        // A kill may have cut the last line.
        var kept = run.Step > 0 && File.Exists(path) ? File.ReadLines(path).Skip(1).Where(line => StepOf(line) is { } step && step <= run.Step)
            .ToArray() : [];
        File.WriteAllText(path, string.Concat(kept.Prepend(Heading).Select(line => line + "\n")));
    }

    public void OnStep(TrainingRun run)
    {
        _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{run.Step},{run.Loss:R},{run.LearningRate:R}\n"));
        if (_lines.Count >= Waiting || run.IsDone || run.Step % run.Options.CheckpointEvery == 0) Flush();
    }

    public void OnCancel(TrainingRun run) => Flush();

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
