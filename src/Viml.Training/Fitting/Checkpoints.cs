using System.Globalization;
using System.Text.Json;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Training.Fitting;

/// <summary>
/// Saves a run now and then and resumes it: step, parameters, best parameters so far, moments of the optimiser and the record. Kept in two
/// files, each written whole: <c>PATH.optimizer.STEP</c> and then <c>PATH</c>, which names the step, so that a kill between the two leaves
/// the older pair in force.
/// </summary>
internal sealed class Checkpoints(string path) : ITrainingCallback
{
    private const string Advice = "delete it to start again";

    /// <summary>Resumes from the checkpoint, if there is one.</summary>
    /// <exception cref="WeightFileException">The checkpoint belongs to another task, other options or other parameters.</exception>
    public void OnStart(TrainingRun run)
    {
        if (!File.Exists(path)) return;
        using var file = SafeTensorsFile.Open(path);
        var record = ReadRecord(file);
        if (record.Task != run.Task.Name || record.Options != run.Options)
            throw Fault($"a checkpoint of {run.Task.Name} with these options", $"one of {record.Task} with other options");
        RequireSameParameters(file, run);
        if (!int.TryParse(file.Metadata["step"], NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step > run.Options.Steps)
            throw Fault($"a step of 0 to {run.Options.Steps}", $"'{file.Metadata["step"]}'");
        if (!double.TryParse(file.Metadata["bestScore"], CultureInfo.InvariantCulture, out var bestScore))
            throw Fault("a score", $"'{file.Metadata["bestScore"]}'");
        var optimizer = OptimizerPath(step);
        if (!File.Exists(optimizer))
            throw Fault($"the state of its optimiser in '{Path.GetFileName(optimizer)}' beside it", "no such file");
        run.Optimizer.Restore(optimizer);
        (run.Step, run.BestScore, run.Record) = (step, bestScore, record);
        for (var i = 0; i < run.Parameters.Count; i++)
        {
            file.Read(Current(run.Parameters[i].Name), run.Parameters[i].Value.Span);
            file.Read(Best(run.Parameters[i].Name), run.Best[i]);
        }
    }

    public void OnStep(TrainingRun run)
    {
        if (run.Step % run.Options.CheckpointEvery == 0 || run.IsDone) Save(run);
    }

    public void OnCancel(TrainingRun run) => Save(run);

    private void Save(TrainingRun run)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        Directory.CreateDirectory(folder);
        var writer = new SafeTensorsWriter();
        writer.Metadata["step"] = run.Step.ToString(CultureInfo.InvariantCulture);
        writer.Metadata["bestScore"] = run.BestScore.ToString("R", CultureInfo.InvariantCulture);
        writer.Metadata["record"] = run.Record.ToJson();
        foreach (var ((name, value), best) in run.Parameters.Zip(run.Best))
        {
            writer.Add(Current(name), value);
            writer.Add(Best(name), Tensor.From(best, value.Shape));
        }
        // Moments of one step with parameters of another would be a different run: the name ties them together.
        var optimizer = Path.GetFullPath(OptimizerPath(run.Step));
        run.Optimizer.Save(optimizer);
        writer.Save(path);
        foreach (var old in Directory.EnumerateFiles(folder, Path.GetFileName(path) + ".optimizer.*"))
            if (old != optimizer) File.Delete(old);
    }

    private void RequireSameParameters(SafeTensorsFile file, TrainingRun run)
    {
        var expected = run.Parameters.SelectMany(p => new[] { Current(p.Name), Best(p.Name) }).ToHashSet();
        var misshapen = run.Parameters
            .Where(p => file.Contains(Current(p.Name)) && !file.Shape(Current(p.Name)).SequenceEqual(p.Value.Shape.ToArray()))
            .Select(p => p.Name);
        var differing = expected.Except(file.Names).Concat(file.Names.Except(expected)).Concat(misshapen).Take(10).ToArray();
        if (differing.Length > 0) throw Fault("the parameters of this model", $"differences in {string.Join(", ", differing)}");
    }

    private static RunRecord ReadRecord(SafeTensorsFile file)
    {
        string[] needed = ["step", "bestScore", "record"];
        if (needed.FirstOrDefault(key => !file.Metadata.ContainsKey(key)) is { } missing)
            throw new WeightFileException(file.Path, "a checkpoint of a training run", $"no '{missing}' in its metadata");
        try
        {
            return RunRecord.FromJson(file.Metadata["record"]);
        }
        catch (JsonException error)
        {
            throw new WeightFileException(file.Path, "a run record in its metadata", error.Message);
        }
    }

    private WeightFileException Fault(string expected, string found) => new(path, expected, $"{found}; {Advice}");

    private string OptimizerPath(int step) => FormattableString.Invariant($"{path}.optimizer.{step}");

    private static string Current(string name) => "current/" + name;

    private static string Best(string name) => "best/" + name;
}
