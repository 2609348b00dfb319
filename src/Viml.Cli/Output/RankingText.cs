using System.Globalization;
using Spectre.Console;
using Viml.Library.Answers;

namespace Viml.Cli.Output;

/// <summary>A ranking as text.</summary>
internal static class RankingText
{
    private const int LongestText = 200;

    public static void Print(AppEnvironment environment, RecommendationAnswer answer, bool isWide = false)
    {
        environment.Out.WriteLine(Headline(answer.Query, answer.Words));
        foreach (var note in Notes(answer))
            environment.Print(new Text(FittedText.Printable(note)));
        if (answer.Tracks.Count > 0) Table(answer).Print(environment, isWide);
        foreach (var filter in answer.Filters)
            environment.Note($"{FittedText.Printable(filter.Filter)}: {filter.Removed:N0} tracks left out");
        if (answer is { Tracks.Count: 0, Filters.Count: > 0 }) environment.Note("No track passes the filters.");
        foreach (var (tag, confidence, keeps) in answer.Filters.Select(filter => filter.Instead).OfType<TagInstead>())
            environment.Note(string.Create(
                CultureInfo.InvariantCulture, $"--tag {tag}={confidence:0.##} would keep {CountText.Of(keeps, "track")}."));
        environment.Note($"{answer.Library.Tracks:N0} tracks searched in {TimeText.Span(answer.Timings.Total)}{VideoShare(answer)}.");
    }

    /// <summary>The query on one line.</summary>
    public static string Headline(RecommendationQuery query, WordsAnswer? words = null)
    {
        var video = query.Video is null
            ? null
            : $"{FittedText.Printable(Path.GetFileName(query.Video))}{More(query)} ({TimeText.Offset(query.VideoSeconds ?? 0)})";
        var text = string.IsNullOrWhiteSpace(query.Text) ? null : $"\"{FittedText.End(query.Text.Trim(), LongestText)}\"";
        var weight = query.TextWeight is { } value and < 1
            ? string.Create(CultureInfo.InvariantCulture, $" (text weight {value:0.##})")
            : "";
        var parts = new[] { video, text }.OfType<string>().ToList();
        return parts.Count > 0
            ? $"Music for {string.Join(" and ", parts)}{weight}"
            : $"Music without {FittedText.Printable(string.Join(", ", words?.Excluded.Select(part => part.Thing) ?? []))}";
    }

    private static string More(RecommendationQuery query) => query.MorePictures.Count switch
    {
        0 => "",
        1 => " and 1 more",
        var count => string.Create(CultureInfo.InvariantCulture, $" and {count} more"),
    };

    /// <summary>What to know before reading the table.</summary>
    private static IEnumerable<string> Notes(RecommendationAnswer answer)
    {
        if (answer.Seen is { Count: > 0 } seen)
            yield return $"Seen: {string.Join(", ", seen)}.";
        foreach (var note in answer.Words?.Notes ?? [])
            yield return note;
        if (answer is { Tracks.Count: 0, Filters.Count: 0, Query.Video: null, Library.Tracks: > 0 })
            yield return "So no music was ranked. Describe the music in English, or name a track or an artist of your library.";
        else if (answer is { Words.Counts: false, Query.Video: not null })
            yield return "The video alone decides.";
        if (answer.LittleFits == true)
            yield return "Little in this library fits. The nearest:";
    }

    // A probability, or where it is not known the similarity.
    private static string Fit(RecommendedTrack track) => track.Fit is { } fit
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(100 * fit, 1, 99):0} %")
        : track.Score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string VideoShare(RecommendationAnswer answer) =>
        answer.Query.Video is null ? "" : $", of which reading the video took {TimeText.Span(answer.Timings.Video)}";

    private static TextTable Table(RecommendationAnswer answer)
    {
        var table = new TextTable(("#", true), ("Track", false), ("Start", true), ("Fit", true), ("Why", false));
        foreach (var track in answer.Tracks)
            table.Add(
                [
                    track.Rank.ToString(CultureInfo.InvariantCulture), TrackName.Of(track.Title, track.Artist, track.Path),
                    TimeText.Offset(track.Start), Fit(track), track.Reason,
                ],
                [ShownPath(track.Path)]);
        return table;
    }

    /// <summary>The path as seen from the working folder where the file lies below it: shorter, and it can be pasted.</summary>
    public static string ShownPath(string path)
    {
        var folder = Directory.GetCurrentDirectory();
        var relative = Path.GetRelativePath(folder, path);
        var isBelow = folder != Path.GetPathRoot(folder) && !relative.StartsWith("..", StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
        return isBelow ? relative : path;
    }
}
