using System.Globalization;
using Viml.Engine.Learning;
using Viml.Engine.Tensors;
using Viml.Engine.Weights;

namespace Viml.Training.Fitting;

/// <summary>
/// Where a run stands: step, parameters, best parameters so far, moments of the optimiser and the record. Kept in two files, each written
/// whole: <c>PATH.optimizer.STEP</c> and then <c>PATH</c>, which names the step, so a kill between the two leaves the older pair in force.
/// </summary>
internal sealed class FittingState
{
    private readonly FittingOptions _options;
    private readonly AdamW _optimizer;
    private readonly (string Name, Tensor Value)[] _current;
    private readonly float[][] _best;
    private double _bestScore = double.NegativeInfinity;

    public FittingState(ITrainingTask task, FittingOptions options, AdamW optimizer)
    {
        (_options, _optimizer) = (options, optimizer);
        _current = [.. task.Parameters.SelectMany(set => set.Value.All.Select(p => ($"{set.Key}/{p.Name}", p.Variable.Value)))];
        _best = [.. _current.Select(p => p.Value.Span.ToArray())];
        Record = new RunRecord { Task = task.Name, Options = options, Parameters = task.Parameters.Values.Sum(set => set.Count) };
    }

    public int Step { get; set; }

    public RunRecord Record { get; set; }

    public void AddLoss(double loss) => Record = Record with { Losses = [.. Record.Losses, new RunLoss(Step, loss)] };

    /// <summary>
    /// Notes the figures, and keeps the parameters if the first figure is the best so far. Until a figure is a number, such as on data on which
    /// it is not defined, the latest are kept: any fitted parameters are better than those of the start.
    /// </summary>
    public void AddValidation(IReadOnlyList<(string Name, double Value)> figures)
    {
        Record = Record with
        {
            Validations = [.. Record.Validations, new RunValidation(Step, figures.ToDictionary(f => f.Name, f => f.Value))],
        };
        var score = double.IsNaN(figures[0].Value) ? double.NegativeInfinity : figures[0].Value;
        if (score <= _bestScore && !double.IsNegativeInfinity(_bestScore)) return;
        _bestScore = score;
        Record = Record with { BestStep = Step };
        for (var i = 0; i < _best.Length; i++) _current[i].Value.Span.CopyTo(_best[i]);
    }

    public void UseBest()
    {
        for (var i = 0; i < _best.Length; i++) _best[i].CopyTo(_current[i].Value.Span);
    }

    public void Save(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var writer = new SafeTensorsWriter();
        writer.Metadata["step"] = Step.ToString(CultureInfo.InvariantCulture);
        writer.Metadata["bestScore"] = _bestScore.ToString("R", CultureInfo.InvariantCulture);
        writer.Metadata["record"] = Record.ToJson();
        for (var i = 0; i < _current.Length; i++)
        {
            writer.Add("current/" + _current[i].Name, _current[i].Value);
            writer.Add("best/" + _current[i].Name, Tensor.From(_best[i], _current[i].Value.Shape));
        }
        // Moments of one step with parameters of another would be a different run: the name ties them together.
        _optimizer.Save(OptimizerPath(path, Step));
        writer.Save(path);
        foreach (var old in Directory.EnumerateFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path) + ".optimizer.*"))
            if (old != Path.GetFullPath(OptimizerPath(path, Step)))
                File.Delete(old);
    }

    /// <summary>Goes on from the checkpoint at <paramref name="path"/>, or from the start where there is none.</summary>
    /// <exception cref="WeightFileException">The checkpoint belongs to another task, other options or other parameters.</exception>
    public void Restore(string path)
    {
        if (!File.Exists(path)) return;
        using var file = SafeTensorsFile.Open(path);
        var record = ReadRecord(file);
        if (record.Task != Record.Task || record.Options != _options)
            throw new WeightFileException(path, $"a checkpoint of {Record.Task} with these options", $"one of {record.Task} with other options; delete it to start again");
        var expected = _current.SelectMany(p => new[] { "current/" + p.Name, "best/" + p.Name }).ToHashSet();
        var differing = expected.Except(file.Names).Concat(file.Names.Except(expected)).ToList();
        differing.AddRange(_current.Where(p => file.Contains("current/" + p.Name) && !file.Shape("current/" + p.Name).SequenceEqual(p.Value.Shape.ToArray())).Select(p => p.Name));
        if (differing.Count > 0)
            throw new WeightFileException(path, "the parameters of this model", $"differences in {string.Join(", ", differing.Take(10))}; delete it to start again");

        if (!int.TryParse(file.Metadata["step"], NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step > _options.Steps)
            throw new WeightFileException(path, $"a step of 0 to {_options.Steps}", $"'{file.Metadata["step"]}'; delete it to start again");
        if (!double.TryParse(file.Metadata["bestScore"], CultureInfo.InvariantCulture, out var bestScore))
            throw new WeightFileException(path, "a score", $"'{file.Metadata["bestScore"]}'; delete it to start again");
        if (!File.Exists(OptimizerPath(path, step)))
            throw new WeightFileException(path, $"the state of its optimiser in '{Path.GetFileName(OptimizerPath(path, step))}' beside it", "no such file; delete it to start again");
        _optimizer.Restore(OptimizerPath(path, step));
        (Step, _bestScore, Record) = (step, bestScore, record);
        for (var i = 0; i < _current.Length; i++)
        {
            file.Read("current/" + _current[i].Name, _current[i].Value.Span);
            file.Read("best/" + _current[i].Name, _best[i]);
        }
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
        catch (System.Text.Json.JsonException error)
        {
            throw new WeightFileException(file.Path, "a run record in its metadata", error.Message);
        }
    }

    private static string OptimizerPath(string path, int step) => FormattableString.Invariant($"{path}.optimizer.{step}");
}
