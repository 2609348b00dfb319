using System.CommandLine;
using Viml.Training.Fitting;
using Viml.Training.Methods;

namespace Viml.Cli.Options;

/// <summary>The options of commands that train one of the paper's methods on a dataset.</summary>
internal sealed class MethodTrainingFlags
{
    private static readonly MethodTrainingOptions Standard = new() { Dataset = "", Output = "", Work = "", Method = "" };

    private readonly Option<string> _dataset = new("--dataset", "-d")
    {
        Description = "The dataset folder.", HelpName = "DIR", Required = true,
    };

    private readonly Option<string> _output = new("--out", "-o")
    {
        Description = "The folder to write.", HelpName = "DIR", Required = true,
    };

    private readonly Option<string?> _work = TrainingFlags.WorkOption("output");
    private readonly MethodEncoderOptions _encoders = new();

    private readonly Option<string> _text = new("--text")
    {
        Description = "The texts that ViML is trained on; mixed takes those made from tags in turn.",
        DefaultValueFactory = _ => Standard.Text,
    };

    private readonly Option<int> _steps = TrainingFlags.StepsOption("--steps", "Most optimiser steps.", Standard.Training.Fitting);

    private readonly Option<int> _batch = NumberOption.Create(
        "--batch", "Clips in a step.", 2, TrainingOptions.MaximumBatch, Standard.Training.Batch);

    private readonly Option<double> _rate = NumberOption.Create(
        "--learning-rate", "The highest learning rate.", 1e-8, 10, Standard.Training.Fitting.LearningRate);

    private readonly Option<int> _every = NumberOption.Create(
        "--validate-every", "Steps between two validations.", 1, FittingOptions.MaximumSteps, Standard.Training.Fitting.ValidateEvery);

    private readonly Option<int> _patience = NumberOption.Create(
        "--patience", "Validations without a better figure that end the training early; 0 takes every step.", 0, 100_000,
        Standard.Training.Fitting.Patience);

    private readonly Option<double?> _textDropout = Share("--text-dropout", "Probability of leaving out a text; else that of the preset.");
    private readonly Option<double?> _videoDropout = Share(
        "--video-dropout", "Probability of leaving out a video; else that of the preset.");

    private readonly Option<double?> _temperature = Share(
        "--temperature", "The temperature of InfoNCE; else ViML learns it and MVPt has one that is not tuned.");

    private readonly Option<double> _segment = NumberOption.Create(
        "--segment", "Length of what is trained on and measured, in seconds; 0 takes whole tracks.", 0d, 3600d, 0d);

    private readonly Option<int> _pool = NumberOption.Create(
        "--pool", "Clips that a query of the test is ranked against; fewer where there are fewer.", 2, 1_000_000, Standard.Pool);

    private readonly Option<int> _pools = NumberOption.Create("--pools", "Pools that are drawn.", 1, 10_000, Standard.Pools);
    private readonly Option<int> _seed = NumberOption.Create(
        "--seed", "Decides every random choice.", 0, int.MaxValue - 1000, Standard.Training.Seed);

    public MethodTrainingFlags() => _text.AcceptOnlyFromAmong([.. TextSource.All]);

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="takesText">Whether what it trains can take a text.</param>
    public void AddTo(Command command, bool takesText)
    {
        foreach (var option in new Option[] { _dataset, _output, _work }) command.Options.Add(option);
        _encoders.AddTo(command, withText: true);
        if (takesText) foreach (var option in new Option[] { _text, _textDropout, _videoDropout }) command.Options.Add(option);
        foreach (var option in new Option[] { _temperature, _segment, _steps, _batch, _rate, _every, _patience, _pool, _pools, _seed })
            command.Options.Add(option);
    }

    /// <summary>What was asked for.</summary>
    public MethodTrainingOptions Read(ParseResult parsed, string method)
    {
        var folder = Path.GetFullPath(parsed.GetRequiredValue(_output));
        var preset = _encoders.Read(parsed);
        var (sizes, temperature) = (preset.Sizes, parsed.GetValue(_temperature));
        return Standard with
        {
            Dataset = Path.GetFullPath(parsed.GetRequiredValue(_dataset)),
            Output = folder,
            Work = TrainingFlags.WorkFolder(parsed.GetValue(_work), folder),
            Method = method,
            Text = parsed.GetValue(_text) ?? Standard.Text,
            Preset = preset,
            Training = Standard.Training with
            {
                Sizes = sizes with
                {
                    TextDropout = parsed.GetValue(_textDropout) ?? sizes.TextDropout,
                    VideoDropout = parsed.GetValue(_videoDropout) ?? sizes.VideoDropout,
                    Temperature = temperature ?? sizes.Temperature,
                },
                MvptTemperature = temperature ?? Standard.Training.MvptTemperature,
                Fitting = Standard.Training.Fitting with
                {
                    Steps = parsed.GetValue(_steps),
                    LearningRate = parsed.GetValue(_rate),
                    ValidateEvery = parsed.GetValue(_every),
                    Patience = parsed.GetValue(_patience),
                },
                Batch = parsed.GetValue(_batch),
                Seed = parsed.GetValue(_seed),
                SegmentSeconds = parsed.GetValue(_segment) is > 0 and var seconds ? seconds : null,
            },
            Pool = parsed.GetValue(_pool),
            Pools = parsed.GetValue(_pools),
            Command = TrainingFlags.CommandLine(parsed),
        };
    }

    private static Option<double?> Share(string name, string description) => NumberOption.CreateOptional(name, description, 0d, 1d);
}
