using Viml.Models;
using Viml.Training.Datasets;
using Viml.Training.Fitting;
using Viml.Training.Methods;

namespace Viml.Training.Sweeps;

/// <summary>How far a sweep is.</summary>
/// <param name="Point">What is trained.</param>
/// <param name="Done">Points that are done, and the share of the present one.</param>
/// <param name="Total">Points.</param>
public sealed record SweepProgress(string Point, double Done, int Total);

/// <summary>Trains a method with every combination of values of some options, and measures each.</summary>
public static class Sweep
{
    private const int MostPoints = 1000;

    /// <summary>Runs or resumes a sweep. Each point has a folder of its own below the output and the work folder.</summary>
    /// <param name="common">What all points have in common.</param>
    /// <param name="axes">What differs.</param>
    /// <param name="open">Opens an encoder by name.</param>
    /// <param name="preparation">Told how many clips or texts are encoded.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Interrupts it; the next run resumes.</param>
    /// <exception cref="ArgumentException">A combination is not usable; the message lists its faults.</exception>
    /// <exception cref="DatasetException">As <see cref="MethodTrainer"/>.</exception>
    public static (SweepReport Report, IReadOnlyList<string> LeftOut) Run(
        MethodTrainingOptions common, IReadOnlyList<SweepAxis> axes, Func<string, Modality, IEncoder> open,
        IProgress<PreparationProgress>? preparation = null, IProgress<SweepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(common);
        ArgumentNullException.ThrowIfNull(open);
        var points = Points(common, axes); // all of them are checked before hours are spent on the first
        using var whole = new WorkFolder(common.Work);
        var data = MethodData.Read(common.Dataset, common.Preset, open, preparation, cancellation);
        var results = new List<SweepPoint>();
        foreach (var (values, options) in points)
        {
            var name = NameOf(axes, values);
            progress?.Report(new SweepProgress(name, results.Count, points.Count));
            var steps = progress is null ? null : new Relay(fitting => progress.Report(
                new SweepProgress(name, results.Count + (double)fitting.Step / fitting.Steps, points.Count)));
            using var work = new WorkFolder(options.Work);
            results.Add(new SweepPoint(values, MethodTrainer.Run(options, data, work, steps, cancellation)));
        }
        return (new SweepReport(common.Method, axes, results, common.Command), data.LeftOut);
    }

    /// <summary>Checks every combination and counts them.</summary>
    /// <exception cref="ArgumentException">One is not usable; the message lists its faults.</exception>
    public static int Check(MethodTrainingOptions common, IReadOnlyList<SweepAxis> axes) => Points(common, axes).Count;

    /// <summary>Every combination, the last option changing fastest.</summary>
    internal static IReadOnlyList<(IReadOnlyList<string> Values, MethodTrainingOptions Options)> Points(
        MethodTrainingOptions common, IReadOnlyList<SweepAxis> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Count == 0 || axes.DistinctBy(axis => axis.Name).Count() < axes.Count)
            throw new ArgumentException("A sweep needs at least one option, and each once.", nameof(axes));
        if (axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count) is > MostPoints and var count)
            throw new ArgumentException($"A sweep has at most {MostPoints} combinations, not {count}.", nameof(axes));
        IEnumerable<IReadOnlyList<string>> combinations = [[]];
        foreach (var axis in axes)
            combinations = combinations.SelectMany(IEnumerable<IReadOnlyList<string>> (before) =>
                axis.Values.Select(IReadOnlyList<string> (value) => [.. before, value])).ToArray();
        return [.. combinations.Select(values =>
        {
            var options = axes.Zip(values).Aggregate(common, (sofar, one) => one.First.Apply(sofar, one.Second));
            var name = NameOf(axes, values);
            return (values, (options with
            {
                Output = Path.Combine(common.Output, name), Work = Path.Combine(common.Work, name),
            }).Validate());
        })];
    }

    private static string NameOf(IReadOnlyList<SweepAxis> axes, IReadOnlyList<string> values) =>
        string.Join("_", axes.Zip(values, (axis, value) => $"{axis.Name}={value}"));

    private sealed class Relay(Action<FittingProgress> report) : IProgress<FittingProgress>
    {
        public void Report(FittingProgress value) => report(value);
    }
}
