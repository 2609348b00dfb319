using System.Diagnostics;
using System.Globalization;
using Viml.Bench.Training;
using Viml.Models;
using Viml.Training.Fitting;
using Viml.Training.Methods;

if (args is not [var folder, var clipText, var stepText])
{
    Console.Error.WriteLine(
        "usage: FOLDER CLIPS STEPS     trains ViML with the paper's sizes on simulated features, made in FOLDER where they are not there");
    return 2;
}
var (clips, steps) = (int.Parse(clipText, CultureInfo.InvariantCulture), int.Parse(stepText, CultureInfo.InvariantCulture));
const int Batch = 512;
var dataset = Path.Combine(folder, $"simulated-{clips}");
var made = Stopwatch.StartNew();
SimulatedDataset.Write(dataset, clips);
Console.WriteLine(FormattableString.Invariant($"dataset: {made.Elapsed.TotalSeconds:0.0} s"));

var options = new MethodTrainingOptions
{
    Dataset = dataset, Output = Path.Combine(folder, "out"), Work = Path.Combine(folder, $"work-{Guid.NewGuid():N}"), Method = "viml",
    Text = TextSource.Human,
    Preset = MethodPreset.Paper with
    {
        VideoEncoders = [SimulatedDataset.Video.Name], MusicEncoder = SimulatedDataset.Music.Name, TextEncoder = SimulatedText.EncoderName,
    },
    Training = new MethodOptions
    {
        Sizes = MethodPreset.Paper.Sizes, Batch = Batch,
        Fitting = new FittingOptions { Steps = steps, ValidateEvery = steps, CheckpointEvery = steps },
    },
    Pool = 100, Pools = 1,
};
var clock = Stopwatch.StartNew();
var start = (Wall: 0.0, Processor: TimeSpan.Zero, Step: 0);
MethodTrainer.Run(options, (_, _) => new SimulatedText(), fitting: new Report(step =>
{
    var now = (Wall: clock.Elapsed.TotalSeconds, Processor: Process.GetCurrentProcess().TotalProcessorTime, Step: step);
    if (start.Step == 0) start = now;
    else if (step > start.Step)
    {
        var count = step - start.Step;
        var (wall, processor) = ((now.Wall - start.Wall) / count, (now.Processor - start.Processor).TotalSeconds / count);
        var epoch = (double)clips / Batch;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"steps {start.Step}-{step}: {1000 * wall:0} ms wall, {1000 * processor:0} ms of processors a step; 30 epochs of {epoch:0}: "
                + $"{30 * epoch * wall / 60:0} min wall, {30 * epoch * processor / 60 / Environment.ProcessorCount:0} min on "
                + $"{Environment.ProcessorCount} free processors; memory {Memory.Describe()}"));
    }
}));
Console.WriteLine(FormattableString.Invariant($"all: {clock.Elapsed.TotalSeconds:0.0} s; memory {Memory.Describe()}"));
Directory.Delete(options.Work, recursive: true);
return 0;

internal sealed class Report(Action<int> hear) : IProgress<FittingProgress>
{
    void IProgress<FittingProgress>.Report(FittingProgress value) => hear(value.Step);
}
