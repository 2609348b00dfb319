using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Answers;
using Viml.Library.Recommendation;
using Viml.Library.Rhythm;
using Viml.Media;
using Viml.Media.Playback;
using Viml.Models.Rhythm;

namespace Viml.Cli.Commands;

/// <summary><c>viml recommend [VIDEO] [--text TEXT]</c>: ranks a library for a video or pictures, a text, or both.</summary>
internal static class RecommendCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var video = new MediasArgument(
            "VIDEO", "The video to find music for, or pictures, which stand for a slideshow. Optional with --text or --not.", "file");
        var text = new Option<string?>("--text", "-t")
        {
            Description = "The music you want, in your own words: sounds, moods, occasions, \"no drums\", names of tracks or artists.",
            HelpName = "TEXT",
        };
        var not = new Option<string[]>("--not")
        {
            Description = "What the music should do without, such as drums or vocals; repeat for more.", HelpName = "THING",
        };
        var weight = NumberOption.Create("--text-weight", "The weight of the text beside the video, 0 (ignore the text) to 1.", 0d, 1d, 1d);
        var ranking = new Option<RankingKind>("--ranking")
        {
            Description = "What decides the order: how well a track fits in every respect, or its similarity in the joint space alone.",
            HelpName = "fit|joint",
            CustomParser = ParseRanking,
        };
        var onBeat = new Option<bool>("--on-beat")
        {
            Description = "Move the start of each track by at most a bar, so that cuts of the video fall on its downbeats.",
        };
        var music = new MusicChoice();
        var top = NumberOption.Create("--top", "How many tracks to show.", 1, 10000, 10);
        var filters = new FilterOptions();
        var wide = new WideOption();
        var json = new JsonOption();

        var command = new ExampleCommand("recommend", "Rank your music for a video, a text, or both.",
            "viml recommend trip.mp4 --music ~/Music",
            "viml recommend trip.mp4 --text \"warm acoustic guitar\" --text-weight 0.7",
            "viml recommend beach.jpg harbour.jpg sunset.jpg",
            "viml recommend --text \"slow dark strings, no drums\" --library evening --json")
        { video, text, not, weight };
        music.AddTo(command);
        command.Options.Add(top);
        filters.AddTo(command);
        command.Options.Add(ranking);
        command.Options.Add(onBeat);
        command.Options.Add(wide);
        command.Options.Add(json);
        command.Validators.Add(result =>
        {
            var hasVideo = result.GetResult(video) is { Tokens.Count: > 0 };
            var hasText = result.GetResult(text) is { Tokens: [var words] } && !string.IsNullOrWhiteSpace(words.Value);
            var hasNot = result.GetResult(not) is { Tokens: var things } && things.Any(thing => !string.IsNullOrWhiteSpace(thing.Value));
            if (!hasVideo && !hasText && !hasNot) result.AddError("Give a video, a text (--text), or both.");
            else if (hasNot && result.GetValue(ranking) == RankingKind.Joint)
                result.AddError("--ranking joint excludes nothing: leave out --not.");
            else if (result.GetValue(onBeat) && result.GetResult(video) is not { Tokens.Count: 1 })
                result.AddError("--on-beat needs a video.");
            else if (!(hasVideo && hasText) && result.GetResult(weight) is { Implicit: false })
                result.AddError("--text-weight needs both a video and --text.");
        });

        command.SetAction(parsed =>
        {
            var models = bundle.Load(parsed, environment);
            models.BeginLoading(withText: parsed.GetValue(text) is not null || parsed.GetValue(not) is { Length: > 0 });
            using var library = music.Open(parsed, environment, models);
            var answer = new RecommendationService(library, models).Recommend(new RecommendationRequest
            {
                Video = parsed.GetValue(video)?.FirstOrDefault(),
                MorePictures = [.. (parsed.GetValue(video) ?? []).Skip(1)],
                Text = parsed.GetValue(text),
                Not = parsed.GetValue(not) ?? [],
                Ranking = parsed.GetValue(ranking),
                TextWeight = parsed.GetValue(weight),
                Top = parsed.GetValue(top),
                Filters = filters.Value(parsed),
            }, environment.Cancellation);
            if (parsed.GetValue(onBeat)) answer = OnBeat(environment, answer);

            if (answer.Warning is { } warning) environment.Note(FittedText.Printable(warning));
            if (environment.ShowsStackTraces) environment.Note(TimesOf(answer.Timings));
            if (parsed.GetValue(json)) environment.Answer(answer, AnswerJson.Default.RecommendationAnswer);
            else RankingText.Print(environment, answer, parsed.GetValue(wide));
            return answer.Tracks.Count > 0 ? ExitCode.Done : ExitCode.NothingFound;
        });
        return command;
    }

    private static RecommendationAnswer OnBeat(AppEnvironment environment, RecommendationAnswer answer)
    {
        var cuts = SceneCuts.Find(answer.Query.Video!, environment.Cancellation);
        var moved = answer with
        {
            Tracks = [.. answer.Tracks.AsParallel().AsOrdered().Select(track => BeatAlignment.Align(track, BeatsOf(track.Path), cuts))],
        };
        environment.Cancellation.ThrowIfCancellationRequested();
        var starts = CountText.Of(moved.Tracks.Count(track => track.OnBeat == true), "start");
        environment.Note($"{CountText.Of(cuts.Count, "cut")} found; {starts} moved so that cuts fall on beats.");
        return moved;

        BeatGrid? BeatsOf(string path)
        {
            try
            {
                return environment.Cancellation.IsCancellationRequested ? null : TrackBeats.Of(path, environment.Cancellation);
            }
            catch (Exception error) when (error is MediaFormatException or OperationCanceledException)
            {
                return null; // it was damaged or removed since it was indexed
            }
        }
    }

    private static RankingKind ParseRanking(ArgumentResult result)
    {
        if (result.Tokens is [var token] && Enum.GetNames<RankingKind>().Contains(token.Value, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<RankingKind>(token.Value, ignoreCase: true);
        result.AddError($"--ranking: '{result.Tokens[^1].Value}' is none of fit, joint.");
        return default;
    }

    private static string TimesOf(RecommendationTimings times) => string.Create(CultureInfo.InvariantCulture,
        $"video {times.Video.TotalSeconds:0.000} s, query {times.Query.TotalSeconds:0.000} s, " +
        $"library {times.Library.TotalSeconds:0.000} s, search {times.Search.TotalSeconds:0.000} s, " +
        $"start offsets {times.Refinement.TotalSeconds:0.000} s");
}
