using System.CommandLine;
using Viml.Cli.Describing;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Training.Datasets;
using Viml.Training.Synthesis;

namespace Viml.Cli.Commands;

/// <summary>
/// <c>viml synthesize DATASET</c>: texts for every clip of a dataset, made from its tags, or from what a tagger hears where it has none.
/// </summary>
internal static class SynthesizeCommand
{
    private const int UnknownListed = 12;

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var dataset = new Argument<string>("DATASET") { Description = "The folder of a dataset, with clips.jsonl." };
        dataset.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Directory.Exists(token.Value)) result.AddError(
                $"The folder '{token.Value}' does not exist.");
        });
        var split = new Option<string?>("--split") { Description = "Only the clips of this split.", HelpName = "NAME" };
        split.AcceptOnlyFromAmong([.. Splits.All]);
        var most = NumberOption.CreateOptional("--clips", "Only so many clips, spread evenly.", 1, int.MaxValue);
        var output = new Option<string?>("--out", "-o")
        {
            Description = "Write the texts to this file instead of texts/METHOD.jsonl in the dataset, where they belong to its clips.",
            HelpName = "FILE",
        };
        var tagger = new TaggerOption { Description = "Hear clips without tags by a public tagger instead of the bundle's." };
        var options = new DescriptionOptions(null);
        var command = new ExampleCommand("synthesize",
            "Write texts for the clips of a dataset from their tags, each with its provenance. "
            + "Where a clip has no tags, its music is heard. An interrupted run resumes.",
            "viml synthesize corpus --method data2text",
            "viml synthesize corpus --method prompt2text --model NAME --jobs 16",
            "viml synthesize corpus --method prompt2text --show-prompt") { dataset, split, most, output, tagger };
        options.AddTo(command);

        command.SetAction(parsed =>
        {
            var folder = parsed.GetRequiredValue(dataset);
            var clips = ClipTasks.Of(
                folder, parsed.GetValue(split), parsed.GetValue(most), () => tagger.Describer(parsed, environment, bundle));
            if (clips.Tasks.Count == 0)
            {
                environment.Note("There are no such clips.");
                return ExitCode.NothingFound;
            }
            NoteUnknown(environment, clips);
            if (clips.Heard > 0)
                environment.Note($"{CountText.Of(clips.Heard, "clip")} without tags: the tagger hears their music.");
            var run = new DescribingRun(environment, options, parsed);
            if (options.ShowsPrompt(parsed)) return run.ShowPrompt(clips.Tasks);
            var path = parsed.GetValue(output) ?? ClipTexts.PathOf(folder, options.Method(parsed));
            var result = run.Write(clips.Tasks, path);
            run.PrintMeasures(path);
            return result;
        });
        return command;
    }

    private static void NoteUnknown(AppEnvironment environment, ClipTasks clips)
    {
        if (clips.Unknown.Count == 0) return;
        var names = clips.Unknown.Take(UnknownListed).Select(tag => $"'{FittedText.End(tag.Key, 40)}' ({tag.Value:N0})");
        environment.Note($"{CountText.Of(clips.Unknown.Count, "tag")} of the dataset mean none of the vocabulary and are left out: "
            + $"{string.Join(", ", names)}{(clips.Unknown.Count > UnknownListed ? " ..." : "")}");
    }
}
