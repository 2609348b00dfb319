using System.CommandLine;
using Viml.Cli.Describing;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Descriptions.Methods;
using Viml.Descriptions.Runs;
using Viml.Engine.Files;
using Viml.Library.Answers;
using Viml.Library.Describing;

namespace Viml.Cli.Commands;

/// <summary><c>viml describe MUSIC</c>: texts about a track, or about every track of a folder, made from its tags.</summary>
internal static class DescribeCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var music = new Argument<string>("MUSIC") { Description = "A music file or a folder of music." };
        music.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !File.Exists(token.Value) && !Directory.Exists(token.Value))
                result.AddError($"'{token.Value}' does not exist.");
        });
        var output = new Option<string?>("--out", "-o")
        {
            Description =
                "Write the texts with their provenance to this file, .jsonl or .csv. Needed for a folder. An existing file is continued.",
            HelpName = "FILE",
        };
        output.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Path.GetExtension(token.Value) is not (".jsonl" or ".csv"))
                result.AddError($"--out: '{token.Value}' must end in .jsonl or .csv.");
        });
        var tagger = new TaggerOption();
        var options = new DescriptionOptions("data2text");
        var json = new JsonOption();
        var command = new ExampleCommand("describe", "Describe tracks in words, made from their tags.",
            "viml describe song.mp3 --count 3",
            "viml describe ~/Music --method prompt2text --out descriptions.jsonl",
            "viml describe song.mp3 --method prompt2text --model NAME --protocol ollama") { music, output, tagger };
        options.AddTo(command);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            var isFolder = result.GetResult(music) is { Tokens: [var token] } && Directory.Exists(token.Value);
            if (isFolder && result.GetResult(output) is null && !options.ShowsPrompt(result))
                result.AddError("A folder of music needs --out FILE for the texts.");
        });

        command.SetAction(parsed =>
        {
            var describer = tagger.Describer(parsed, environment, bundle);
            var path = parsed.GetRequiredValue(music);
            var tasks = Tasks(environment, describer, path);
            var run = new DescribingRun(environment, options, parsed);
            if (options.ShowsPrompt(parsed)) return run.ShowPrompt(tasks);
            return parsed.GetValue(output) is { } file
                ? Write(run, tasks, file)
                : Print(environment, options, parsed, tasks[0], parsed.GetValue(json));
        });
        return command;
    }

    private static IReadOnlyList<DescriptionTask> Tasks(AppEnvironment environment, TrackDescriber describer, string path)
    {
        if (File.Exists(path)) return [new DescriptionTask(Path.GetFileName(path), cancellation => describer.Read(path, cancellation))];
        var (tasks, unreadable) = describer.Tasks(path, environment.Cancellation);
        foreach (var folder in unreadable) environment.Note($"{FittedText.Printable(folder.Path)}: {FittedText.Printable(folder.Reason)}");
        return tasks;
    }

    // The texts are always kept as JSON lines, from which an interrupted run goes on; a table is made of them at the end.
    private static int Write(DescribingRun run, IReadOnlyList<DescriptionTask> tasks, string file)
    {
        var lines = Path.ChangeExtension(file, ".jsonl");
        var result = run.Write(tasks, lines);
        if (file != lines)
        {
            PendingFile.Write(file, stream =>
            {
                using var writer = new StreamWriter(stream, leaveOpen: true);
                CsvText.Write(writer, RecordFile.Read(lines));
            });
        }
        run.PrintMeasures(lines);
        return result;
    }

    private static int Print(AppEnvironment environment, DescriptionOptions options, ParseResult parsed, DescriptionTask task, bool asJson)
    {
        var (method, _) = options.Model.Method(options.Method(parsed), parsed, environment);
        var run = new DescriptionRun(method, options.Run(parsed), _ => false);
        var records = run.Describe(task, environment.Cancellation).GetAwaiter().GetResult();
        if (asJson) environment.Out.WriteLine(AnswerJson.Write(records, RecordJson.Default.IReadOnlyListDescriptionRecord));
        else foreach (var record in records.Where(record => record.Text.Length > 0)) environment.Out.WriteLine(record.Text);
        foreach (var record in records.Where(record => record.Outcome == DraftOutcome.FellBack))
            environment.Note($"Text {record.Number + 1} is by a built-in method: {FittedText.Printable(record.Reason ?? "")}.");
        if (records.Any(record => record.Text.Length > 0)) return ExitCode.Done;
        environment.Note("Nothing to say: the tagger is not sure of any tag.");
        return ExitCode.NothingFound;
    }
}
