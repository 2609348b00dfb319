using System.Globalization;
using Viml.Training.Fitting;

namespace Viml.Cli.Output;

/// <summary>Passes progress on in the calling thread; <see cref="Progress{T}"/> would do so later and out of order.</summary>
internal sealed class ImmediateProgress<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}

/// <summary>The progress of commands that encode clips and then train methods, on one scale: encoding counts as one training.</summary>
internal static class MethodProgress
{
    /// <summary>How far encoding is, which is called <paramref name="name"/>.</summary>
    public static IProgress<PreparationProgress> Encoding(Action<WorkStep> report, string name) =>
        new ImmediateProgress<PreparationProgress>(value => report(new WorkStep(
            value.Done / (double)Math.Max(1, value.Total), 2,
            string.Create(CultureInfo.InvariantCulture, $"{name} {value.Done:N0}/{value.Total:N0}"))));

    /// <summary>How many trainings of how many are done, with a fraction, and what is done now.</summary>
    public static IProgress<T> Training<T>(Action<WorkStep> report, Func<T, (double Done, double Total, string Detail)> read) =>
        new ImmediateProgress<T>(value =>
        {
            var (done, total, detail) = read(value);
            report(new WorkStep(1 + done, 1 + total, detail));
        });
}
