using System.Globalization;
using Spectre.Console;
using Viml.Library.Recommendation;

namespace Viml.Cli.Output;

/// <summary>A ranking as people read it.</summary>
internal static class RankingText
{
    // What the table needs beside the two wide columns: rank (2), start (5), fit (5), and 3 between and 1 around the columns.
    private const int NarrowColumns = 2 + 5 + 5 + 16;

    public static void Print(Surroundings surroundings, RecommendationResult result)
    {
        surroundings.Out.WriteLine(Headline(result.Query));
        if (result.Tracks.Count > 0) surroundings.Print(Table(surroundings, result));
        foreach (var filter in result.Filters) surroundings.Note($"{FittedText.Printable(filter.Filter)}: {filter.Removed:N0} tracks left out");
        if (result.Tracks.Count == 0) surroundings.Note("No track is left. Loosen the filters.");
        surroundings.Note($"{result.Library.Tracks:N0} tracks searched in {TimeText.Span(result.Timings.Total)}{VideoShare(result)}.");
    }

    /// <summary>What was asked, on one line where it fits.</summary>
    public static string Headline(RecommendationQuery query)
    {
        var video = query.Video is null ? null : $"{FittedText.Path(Path.GetFileName(query.Video), 40)} ({TimeText.Offset(query.VideoSeconds ?? 0)})";
        var words = string.IsNullOrWhiteSpace(query.Text) ? null : $"\"{FittedText.Printable(query.Text.Trim())}\"";
        var weight = query.TextWeight is { } value and < 1 ? string.Create(CultureInfo.InvariantCulture, $" (words weigh {value:0.##})") : "";
        return $"Music for {string.Join(" and ", new[] { video, words }.OfType<string>())}{weight}";
    }

    private static string VideoShare(RecommendationResult result) =>
        result.Query.Video is null ? "" : $", of which reading the video took {TimeText.Span(result.Timings.Video)}";

    private static Table Table(Surroundings surroundings, RecommendationResult result)
    {
        var wide = surroundings.Width - NarrowColumns;
        var trackWidth = Math.Clamp(wide * 58 / 100, 20, 60);
        var table = TextTable.Create(("#", true), ("Track", false), ("Start", true), ("Fit", true), ("Why", false));
        table.Columns[1].Width(trackWidth).NoWrap();
        foreach (var track in result.Tracks)
        {
            var name = track.Artist is null ? track.Title : $"{track.Title} by {track.Artist}";
            var lines = new Paragraph(FittedText.End(name, trackWidth))
                .Append("\n" + FittedText.Path(ShownPath(track.Path), trackWidth), new Style(decoration: Decoration.Dim));
            table.AddRow(
                new Text(track.Rank.ToString(CultureInfo.InvariantCulture)),
                lines,
                new Text(TimeText.Offset(track.Start)),
                new Text(track.Score.ToString("0.00", CultureInfo.InvariantCulture)),
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
