using System.Diagnostics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Viml.Cli.Output;

/// <summary>The progress of long work.</summary>
/// <param name="Done">Units done.</param>
/// <param name="Total">Units in all; 0 while unknown.</param>
/// <param name="Detail">What is being worked on.</param>
/// <param name="Stage">What is counted, where one stage follows another.</param>
internal readonly record struct WorkStep(double Done, double Total, string? Detail = null, string? Stage = null);

/// <summary>
/// Shows long work on stderr: a bar with the time left on a terminal, otherwise a plain line every few seconds.
/// Work that is over quickly shows nothing where stderr is not a terminal.
/// </summary>
internal static class ProgressDisplay
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    /// <summary>Runs <paramref name="work"/>, passing it a callback for its progress (from any thread), and returns its result.</summary>
    public static T Run<T>(AppEnvironment environment, string title, Func<Action<WorkStep>, T> work) =>
        environment.ShowsBar ? WithBar(environment, title, work) : WithLines(environment, title, work);

    private static T WithBar<T>(AppEnvironment environment, string title, Func<Action<WorkStep>, T> work)
    {
        var clock = Stopwatch.StartNew();
        var left = new TimeLeftColumn();
        return environment.ErrorConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 24 }, new PercentageColumn(),
                left)
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                task.IsIndeterminate = true;
                return work(step =>
                {
                    if ((step.Detail ?? step.Stage) is not null)
                        task.Description = Markup.Escape($"{Titled(title, step)} {FittedText.End(step.Detail ?? "", 24)}");
                    if (step.Total <= 0) return;
                    task.IsIndeterminate = false;
                    task.MaxValue = step.Total;
                    task.Value = step.Done;
                    left.Update(clock.Elapsed, step);
                });
            });
    }

    private static T WithLines<T>(AppEnvironment environment, string title, Func<Action<WorkStep>, T> work)
    {
        var gate = new Lock();
        var clock = Stopwatch.StartNew();
        var next = LineEvery;
        var estimate = new TimeLeft();
        return work(step =>
        {
            lock (gate)
            {
                if (step.Total <= 0) return;
                var left = estimate.At(clock.Elapsed, step.Done, step.Total);
                if (clock.Elapsed < next) return;
                next = clock.Elapsed + LineEvery;
                var remaining = left is { } time ? $", about {TimeText.Span(time)} left" : "";
                environment.Note($"{Titled(title, step)}: {step.Done / step.Total:P0}{remaining}");
            }
        });
    }

    private static string Titled(string title, WorkStep step) => step.Stage is null ? title : $"{title}, {step.Stage}";

    /// <summary>The time left from the pace of this run; Spectre's own column counts what an earlier run did.</summary>
    private sealed class TimeLeftColumn : ProgressColumn
    {
        private readonly TimeLeft _estimate = new();
        private readonly Lock _gate = new();
        private TimeSpan? _left;

        protected override bool NoWrap => true;

        public override int? GetColumnWidth(RenderOptions options) => "99 h 59 min left".Length;

        public void Update(TimeSpan now, WorkStep step)
        {
            lock (_gate) _left = _estimate.At(now, step.Done, step.Total);
        }

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
        {
            lock (_gate) return new Text(_left is { } left ? $"{TimeText.Span(left)} left" : "");
        }
    }
}
