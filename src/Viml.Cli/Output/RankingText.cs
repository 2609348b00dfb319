using System.Globalization;
using Spectre.Console;
using Viml.Library.Answers;

namespace Viml.Cli.Output;

/// <summary>A ranking as text.</summary>
internal static class RankingText
{
    // What the table needs beside the two wide columns: rank (2), start (5), fit (5), and 3 between and 1 around the columns.
    private const int NarrowColumns = 2 + 5 + 5 + 16;

    public static void Print(AppEnvironment environment, RecommendationAnswer answer)
    {
        environment.Out.WriteLine(Headline(answer.Query, answer.Words));
        foreach (var note in Notes(answer))
            environment.Print(new Text(FittedText.Printable(note)));
        if (answer.Tracks.Count > 0) environment.Print(Table(environment, answer));
        foreach (var filter in answer.Filters)
            environment.Note($"{FittedText.Printable(filter.Filter)}: {filter.Removed:N0} tracks left out");
        if (answer is { Tracks.Count: 0, Filters.Count: > 0 }) environment.Note("No track passes the filters.");
        environment.Note($"{answer.Library.Tracks:N0} tracks searched in {TimeText.Span(answer.Timings.Total)}{VideoShare(answer)}.");
    }

    /// <summary>The query on one line.</summary>
    public static string Headline(RecommendationQuery query, WordsAnswer? words = null)
    {
        var video = query.Video is null
            ? null
            : $"{FittedText.Path(Path.GetFileName(query.Video), 40)}{More(query)} ({TimeText.Offset(query.VideoSeconds ?? 0)})";
        var text = string.IsNullOrWhiteSpace(query.Text) ? null : $"\"{FittedText.Printable(query.Text.Trim())}\"";
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

    private static Table Table(AppEnvironment environment, RecommendationAnswer answer)
    {
        var wide = environment.Width - NarrowColumns;
        var trackWidth = Math.Clamp(wide * 58 / 100, 20, 60);
        var table = TextTable.Create(("#", true), ("Track", false), ("Start", true), ("Fit", true), ("Why", false));
        table.Columns[1].Width(trackWidth).NoWrap();
        foreach (var track in answer.Tracks)
        {
            var name = TrackName.Of(track.Title, track.Artist, track.Path);
            var lines = new Paragraph(FittedText.End(name, trackWidth))
                .Append("\n" + FittedText.Path(ShownPath(track.Path), trackWidth), new Style(decoration: Decoration.Dim));
            table.AddRow(
                new Text(track.Rank.ToString(CultureInfo.InvariantCulture)),
                lines,
                new Text(TimeText.Offset(track.Start)),
                new Text(Fit(track)),
                new Text(FittedText.Printable(track.Reason)));
        }
        return table;
    }

    /// <summary>The path as seen from the working folder where the file lies below it: shorter, and it can be pasted.</summary>
    public static string ShownPath(string path)
    {
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), path);
        return relative.StartsWith("..", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? path : relative;
    }
}
