using System.Text.Json;
using Viml.Engine.Files;
using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Evaluation;
using Viml.Training.Fitting;

namespace Viml.Training.Methods;

/// <summary>A trained method.</summary>
/// <param name="Validation">What the model reaches on the validation clips: the mean of recall at 1, 5 and 10 over kinds of query.</param>
/// <param name="Test">Its figures on the test clips; empty where there are fewer than two.</param>
/// <param name="LeftOut">Clips that could not be used, with the reason.</param>
public sealed record MethodResult(double Validation, IReadOnlyList<QueryFigures> Test, IReadOnlyList<string> LeftOut);

/// <summary>Trains one method on a dataset, measures it on the test split and writes its weights and its record.</summary>
public static class MethodTrainer
{
    /// <summary>The weights of the model in the output folder.</summary>
    public const string WeightsName = "model.safetensors";

    /// <summary>What was trained, how, on what, and what it reaches, in the output folder.</summary>
    public const string RecordName = "method.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Trains, or resumes.</summary>
    /// <param name="options">How.</param>
    /// <param name="open">Opens an encoder by name.</param>
    /// <param name="preparation">Told how many clips or texts are encoded.</param>
    /// <param name="fitting">Told how far the training is.</param>
    /// <param name="cancellation">Interrupts it; the next run resumes.</param>
    /// <exception cref="ArgumentException">The options are not usable; the message lists every fault.</exception>
    /// <exception cref="DatasetException">The dataset is not readable, leaks, or has too few clips or none with the texts.</exception>
    public static MethodResult Run(
        MethodTrainingOptions options, Func<string, Modality, IEncoder> open, IProgress<PreparationProgress>? preparation = null,
        IProgress<FittingProgress>? fitting = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(open);
        options.Validate();
        using var work = new WorkFolder(options.Work);
        var data = MethodData.Read(options.Dataset, options.Preset, open, preparation, cancellation);
        return Run(options, data, work, fitting, cancellation);
    }

    /// <summary>Trains on data that are read.</summary>
    internal static MethodResult Run(
        MethodTrainingOptions options, MethodData data, WorkFolder work, IProgress<FittingProgress>? fitting = null,
        CancellationToken cancellation = default)
    {
        var method = KnownMethods.ByName(options.Method, options.Text);
        Require(options, data, method);
        var run = new MethodRun(
            data.Train, data.Validation, data.NullText, options.Training, work, data.Describe(), fitting, cancellation)
        {
            TextWidth = data.TextWidth,
        };
        var model = method.Train(run);
        var validation = MethodValidation.Measure(model, run, method.TakesText ? options.Text : null)[0].Value;
        var test = data.Test.DistinctBy(clip => clip.MusicKey).Count() < 2
            ? []
            : MethodFigures.Measure(model, data.Test, method.TakesText, options.Training, options.Pool, options.Pools);
        var result = new MethodResult(validation, test, data.LeftOut);
        Write(options, data, model, result);
        return result;
    }

    private static void Require(MethodTrainingOptions options, MethodData data, IMethod method)
    {
        data.RequireEnough(options.Dataset);
        if (method.TakesText && data.Train.All(clip => clip.TextsBy(options.Text).Count == 0))
            throw new DatasetException(options.Dataset, null, $"texts by '{options.Text}' to train on", options.Text == TextSource.Human
                ? "none"
                : "none; write them with 'viml synthesize'");
    }

    private static void Write(MethodTrainingOptions options, MethodData data, IRetrievalModel model, MethodResult result)
    {
        Directory.CreateDirectory(options.Output);
        model.Parameters!.Save(Path.Combine(options.Output, WeightsName));
        var record = new
        {
            options.Method,
            Text = KnownMethods.ByName(options.Method, options.Text).TakesText ? options.Text : null,
            options.Command,
            Program = Engine.ProgramVersion.Text,
            Data = data.Describe(),
            options.Training,
            result.Validation,
            result.Test,
        };
        PendingFile.Write(Path.Combine(options.Output, RecordName), stream => JsonSerializer.Serialize(stream, record, Json));
    }
}
