using System.Globalization;
using Spectre.Console;
using Viml.Cli.Libraries;
using Viml.Library.Likeness;

namespace Viml.Cli.Output;

/// <summary>Similar tracks as people read them.</summary>
internal static class SimilarityText
{
    // What the table needs beside the column of tracks: rank (2), fit (5), four dimensions (5, 5, 6, 5), and 3 for each of the seven columns.
    private const int NarrowColumns = 2 + 5 + 5 + 5 + 6 + 5 + 21;

    public static void Print(Surroundings surroundings, SimilarityResult result)
    {
        var name = result.Query.Title is { } title ? result.Query.Artist is { } artist ? $"{title} by {artist}" : title : Path.GetFileName(result.Query.Path);
        surroundings.Out.WriteLine($"Like {FittedText.End(name, surroundings.Width - 14)} ({TimeText.Offset(result.Query.Duration)})");
        if (result.Tracks.Count > 0) surroundings.Print(Table(surroundings, result));
        else surroundings.Note("There is no other track to compare it with.");
        surroundings.Note($"{LibraryUpdate.Count(result.Library.Tracks, "track")} compared by {result.Model.Name}. 1 is the same, 0.5 two tracks at random.");
        if (result.Library.LeftOut > 0) surroundings.Note($"{LibraryUpdate.Count(result.Library.LeftOut, "track")} left out that cannot be read.");
    }

    private static Table Table(Surroundings surroundings, SimilarityResult result)
    {
        var width = Math.Clamp(surroundings.Width - NarrowColumns, 20, 80);
        var table = TextTable.Create(("#", true), ("Track", false), ("Alike", true), ("Genre", true), ("Mood", true), ("Instr.", true), ("Tempo", true));
        table.Columns[1].Width(width).NoWrap();
        foreach (var track in result.Tracks)
        {
            var alike = track.Similarity;
            table.AddRow(
                new Text(track.Rank.ToString(CultureInfo.InvariantCulture)),
                new Paragraph(FittedText.End(track.Artist is null ? track.Title : $"{track.Title} by {track.Artist}", width))
                    .Append("\n" + FittedText.Path(RankingText.ShownPath(track.Path), width), new Style(decoration: Decoration.Dim)),
                Number(track.Score), Number(alike.Genre), Number(alike.Mood), Number(alike.Instruments), Number(alike.Tempo));
        }
        return table;
    }

    private static Text Number(double? value) => new(value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "-");
}
