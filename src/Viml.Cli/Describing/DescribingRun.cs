using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Descriptions.Facts;
using Viml.Descriptions.Measuring;
using Viml.Descriptions.Prompts;
using Viml.Descriptions.Runs;
using Viml.Media;

namespace Viml.Cli.Describing;

/// <summary>Describes many pieces with progress on stderr, and says what became of them: for folders of music and for datasets.</summary>
/// <param name="environment">Where output goes.</param>
/// <param name="options">What is to be written.</param>
/// <param name="parsed">The command line.</param>
internal sealed class DescribingRun(AppEnvironment environment, DescriptionOptions options, ParseResult parsed)
{
    /// <summary>Writes the texts of the pieces to a file and returns the exit code.</summary>
    public int Write(IReadOnlyList<DescriptionTask> tasks, string path)
    {
        var (method, costs) = options.Model.Method(options.Method(parsed), parsed, environment);
        using var file = new RecordFile(path);
        var run = new DescriptionRun(method, options.Run(parsed), fault => fault is MediaFormatException);
        var report = ProgressDisplay.Run(environment, "Describing", progress =>
            run.Write(
                tasks, file,
                new ImmediateProgress<RunProgress>(value => progress(
                    new WorkStep(value.Done, value.Total, Path.GetFileName(value.Current)))),
                environment.Cancellation).GetAwaiter().GetResult());
        Print(report, path);
        if (costs is not null) environment.Note(costs());
        return report.Failures.Count == 0 ? ExitCode.Done : report.Failures.Count < report.Pieces ? ExitCode.PartlyDone : ExitCode.Error;
    }

    /// <summary>Prints what would be asked about the first piece that has something to say, and what all would cost. Sends
    /// nothing.</summary>
    public int ShowPrompt(IReadOnlyList<DescriptionTask> tasks)
    {
        var (layout, run) = (options.Model.Layout(parsed), options.Run(parsed));
        Prompt? first = null;
        var (count, tokens) = (0, 0L);
        foreach (var task in tasks)
        {
            var piece = task.Read(environment.Cancellation);
            for (var number = 0; number < run.Count; number++)
            {
                var seed = DescriptionRun.SeedOf(run.Seed, task.Id, number);
                if (PromptToText.PromptOf(layout, piece, options.Model.ShowsTitles(parsed), seed) is not var (prompt, _)) continue;
                first ??= prompt;
                (count, tokens) = (count + 1, tokens + prompt.EstimatedTokens);
            }
        }
        if (first is null)
        {
            environment.Note("No tag is confident enough to be said, so nothing would be asked.");
            return ExitCode.NothingFound;
        }
        environment.Out.WriteLine(first.Text);
        environment.Note(string.Create(CultureInfo.InvariantCulture,
            $"About {first.EstimatedTokens:N0} tokens. {CountText.Of(count, "question")} like this: about {tokens:N0} tokens, "
            + $"without the answers."));
        return ExitCode.Done;
    }

    /// <summary>Prints the measures of the texts in a file, if they were asked for.</summary>
    public void PrintMeasures(string path)
    {
        if (!options.Measures(parsed)) return;
        var measures = TextMeasures.Of(RecordFile.Read(path), FactCheck.ByWords);
        void Row(string name, FormattableString value) => environment.Out.WriteLine(
            $"  {name,-12}{value.ToString(CultureInfo.InvariantCulture),8}");
        Row("texts", $"{measures.Texts:N0}");
        Row("recall", $"{measures.Recall:0.000}");
        Row("precision", $"{measures.Precision:0.000}");
        Row("words", $"{measures.Words:0.0}");
        Row("distinct-1", $"{measures.Distinct1:0.000}");
        Row("distinct-2", $"{measures.Distinct2:0.000}");
        Row("self-BLEU", $"{measures.SelfBleu:0.000}");
        Row("fallbacks", $"{measures.Fallbacks:0.000}");
    }

    private void Print(RunReport report, string path)
    {
        var output = environment.Out;
        output.WriteLine($"{CountText.Of(report.Pieces, "piece")}: {report.Kept:N0} texts kept ({report.Retried:N0} after another try), "
            + $"{report.FellBack:N0} refused and written by a built-in method, {report.Silent:N0} empty, {report.Present:N0} there before");
        var made = report.Kept + report.FellBack;
        if (made > 0 && report.Seconds > 0)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{TimeText.Span(TimeSpan.FromSeconds(report.Seconds))}, {made / report.Seconds:N1} texts a second"));
        output.WriteLine($"Written to {FittedText.Printable(path)}");
        if (report.Failures.Count == 0) return;
        NoteList.Write(
            environment, $"{CountText.Of(report.Failures.Count, "file")} could not be read:",
            [.. report.Failures.Select(failure => $"{failure.Id}: {failure.Reason}")]);
    }
}
