using System.CommandLine;
using Spectre.Console;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Library.Tagging;
using Viml.Models.Tagging;

namespace Viml.Cli.Commands;

/// <summary><c>viml tag TRACK</c>: the tags of a music file.</summary>
internal static class TagCommand
{
    private const int BarWidth = 24;

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var track = new MediaArgument("TRACK", "A music file.", "track");
        var top = NumberOption.Create("--top", "How many tags the table shows; --json gives all.", 1, 1000, 10);
        var tagger = new TaggerOption();
        var json = new JsonOption();
        var command = new ExampleCommand(
            "tag", "Show the instruments, genres and moods of a track.", "viml tag song.mp3", "viml tag song.mp3 --tagger musicnn-jamendo")
        {
            track, tagger, top, json,
        };
        command.SetAction(parsed =>
        {
            var chosen = tagger.Load(parsed, environment) is { } named
                ? new TrackTagger(named)
                : new TrackTagger(bundle.Load(parsed, environment));
            var answer = chosen.Tag(parsed.GetRequiredValue(track), environment.Cancellation);
            if (answer.Warning is { } warning) environment.Note(FittedText.Printable(warning));
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.TagAnswer);
            else Print(environment, answer, parsed.GetValue(top));
            return ExitCode.Done;
        });
        return command;
    }

    private static string LabelOf(string tag) => TagVocabulary.Default.Labels[TagVocabulary.Default.IndexOf(tag)];

    private static void Print(AppEnvironment environment, TagAnswer answer, int top)
    {
        var title = TrackName.Of(answer.Title, answer.Artist, answer.Path);
        environment.Print(new Text($"{FittedText.Printable(title)} ({TimeText.Offset(answer.Duration)})"));
        if (answer.Tags.All(tag => tag.Confidence == 0))
        {
            environment.Note("Silence or noise: there is no music to be tagged.");
            return;
        }
        var table = new TextTable(("Tag", false), ("Kind", false), ("Confidence", true), ("", false));
        foreach (var tag in answer.Tags.Take(top))
            table.Add(
            [
                tag.Label, tag.Kind.ToString().ToLowerInvariant(), tag.Confidence.ToString("P0"),
                new string('█', (int)Math.Round(tag.Confidence * BarWidth)),
            ]);
        table.Print(environment);
        if (answer.Unheard is { Count: > 0 } unheard)
            environment.Note($"Not heard in recordings by this tagger: {string.Join(", ", unheard.Select(LabelOf))}.");
    }
}
