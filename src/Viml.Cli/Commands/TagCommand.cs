using System.CommandLine;
using Spectre.Console;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Recommendation;
using Viml.Library.PublicModels;
using Viml.Models.Music;

namespace Viml.Cli.Commands;

/// <summary><c>viml tag TRACK</c>: what a music file sounds like to the tagger.</summary>
internal static class TagCommand
{
    private const int BarWidth = 24;

    public static Command Create(Surroundings surroundings, BundleOption bundle)
    {
        var track = new MediaArgument("TRACK", "A music file.", "track");
        var top = NumberOption.Create("--top", "How many tags to show.", 1, 1000, 10);
        var tagger = new Option<string?>("--tagger") { Description = "A public tagger instead of the bundle's. See: viml models list", HelpName = "NAME" };
        tagger.AcceptOnlyFromAmong([.. PublicTagger.Names]);
        var json = new JsonOption();
        var command = new ExampleCommand("tag", "Name the instruments, genres and moods of a track.", "viml tag song.mp3", "viml tag song.mp3 --tagger musicnn-jamendo")
        {
            track, tagger, top, json,
        };
        command.SetAction(parsed =>
        {
            var chosen = parsed.GetValue(tagger) is { } name
                ? new TrackTagger(PublicTaggers.Load(new ModelStore(surroundings.Paths, ModelRegistry.Default), name))
                : new TrackTagger(bundle.Load(parsed, surroundings));
            var report = chosen.Tag(parsed.GetRequiredValue(track), surroundings.Cancellation);
            if (report.Warning is { } warning) surroundings.Note(warning);
            if (parsed.GetValue(json)) surroundings.Out.WriteLine(report.ToJson());
            else Print(surroundings, report, parsed.GetValue(top));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(Surroundings surroundings, TagReport report, int top)
    {
        var title = report.Title is null ? Path.GetFileName(report.Path) : report.Artist is null ? report.Title : $"{report.Title} by {report.Artist}";
        surroundings.Out.WriteLine($"{FittedText.End(title, surroundings.Width - 10)} ({TimeText.Offset(report.Duration)})");
        var table = TextTable.Create(("Tag", false), ("Kind", false), ("Sure", true), ("", false));
        foreach (var tag in report.Tags.Take(top))
        {
            table.AddRow(
                new Text(tag.Label),
                new Text(tag.Kind.ToString().ToLowerInvariant()),
                new Text(tag.Confidence.ToString("P0")),
                new Text(new string('█', (int)Math.Round(tag.Confidence * BarWidth))));
        }
        surroundings.Print(table);
    }
}
