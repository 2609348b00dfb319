using System.Text.Json;
using System.Text.Json.Serialization;

namespace Viml.Training.Fitting;

/// <summary>What a training run did, for people and programs to compare. Written as JSON beside the weights.</summary>
public sealed record RunRecord
{
    /// <summary>The task that was trained.</summary>
    public required string Task { get; init; }

    /// <summary>The options of the training.</summary>
    public required FittingOptions Options { get; init; }

    /// <summary>Number of trained values.</summary>
    public required long Parameters { get; init; }

    /// <summary>Mean training loss since the entry before, by step.</summary>
    public IReadOnlyList<RunLoss> Losses { get; init; } = [];

    /// <summary>Figures on held-out data, by step.</summary>
    public IReadOnlyList<RunValidation> Validations { get; init; } = [];

    /// <summary>The step whose parameters were kept: the one with the best first figure.</summary>
    public int BestStep { get; init; }

    /// <summary>Seconds spent training, over all interrupted parts of the run.</summary>
    public double Seconds { get; init; }

    /// <summary>
    /// Figures on the test split, empty where the task is not evaluated on its own.
    /// </summary>
    public IReadOnlyDictionary<string, double> Evaluation { get; init; } = new Dictionary<string, double>();

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The record as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a record written by <see cref="ToJson"/>.</summary>
    /// <exception cref="JsonException">The text is not such a record.</exception>
    public static RunRecord FromJson(string json) =>
        JsonSerializer.Deserialize<RunRecord>(json, Json) ?? throw new JsonException("The run record is empty.");

    /// <summary>Writes <c>.run.json</c> and <c>.loss.svg</c>.</summary>
    /// <param name="files">Path of the files without extension.</param>
    internal void Write(string files)
    {
        File.WriteAllText(files + ".run.json", ToJson());
        File.WriteAllText(files + ".loss.svg", ToSvg());
    }

    /// <summary>The training loss and the first validation figure as curves over the steps.</summary>
    public string ToSvg()
    {
        var figure = Validations.Count > 0 ? Validations[0].Figures.Keys.First() : null;
        var lines = new List<CurveLine> { new("training loss", [.. Losses.Select(l => ((double)l.Step, l.Loss))]) };
        if (figure is not null)
            lines.Add(new CurveLine($"validation {figure}", [.. Validations.Select(v => ((double)v.Step, v.Figures[figure]))]));
        return LossCurve.ToSvg($"{Task}: {Options.Steps} steps", [.. lines]);
    }
}

/// <summary>Mean training loss up to a step.</summary>
public sealed record RunLoss(int Step, double Loss);

/// <summary>Figures on held-out data after a step.</summary>
public sealed record RunValidation(int Step, IReadOnlyDictionary<string, double> Figures);
