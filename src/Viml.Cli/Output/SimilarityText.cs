using System.Globalization;
using Spectre.Console;
using Viml.Library.Answers;

namespace Viml.Cli.Output;

/// <summary>Similar tracks as text.</summary>
internal static class SimilarityText
{
    // Beside the column of tracks: rank (2), score (5), four dimensions (5, 5, 6, 5), and 3 for each of the seven columns.
    private const int NarrowColumns = 2 + 5 + 5 + 5 + 6 + 5 + 21;

    public static void Print(AppEnvironment environment, SimilarityAnswer answer)
    {
        var name = TrackName.Of(answer.Query.Title, answer.Query.Artist, answer.Query.Path);
        environment.Out.WriteLine(
            $"Similar to {FittedText.End(name, environment.Width - 20)} ({TimeText.Offset(answer.Query.Duration)})");
        if (answer.Tracks.Count > 0) environment.Print(Table(environment, answer));
        else environment.Note("There is no other track to compare with.");
        environment.Note(
            $"{CountText.Of(answer.Library.Tracks, "track")} compared by {answer.Model.Name}. " +
            "1 means the same, 0.5 as similar as two tracks at random.");
        if (answer.Library.LeftOut > 0)
            environment.Note($"{CountText.Of(answer.Library.LeftOut, "track")} left out: missing or unreadable.");
    }

    private static Table Table(AppEnvironment environment, SimilarityAnswer answer)
    {
        var width = Math.Clamp(environment.Width - NarrowColumns, 20, 80);
        var table = TextTable.Create(
            ("#", true), ("Track", false), ("Score", true), ("Genre", true), ("Mood", true), ("Instr.", true), ("Tempo", true));
        table.Columns[1].Width(width).NoWrap();
        foreach (var track in answer.Tracks)
        {
            var similarity = track.Similarity;
            table.AddRow(
                new Text(track.Rank.ToString(CultureInfo.InvariantCulture)),
                new Paragraph(FittedText.End(TrackName.Of(track.Title, track.Artist, track.Path), width))
                    .Append("\n" + FittedText.Path(RankingText.ShownPath(track.Path), width), new Style(decoration: Decoration.Dim)),
                Number(track.Score), Number(similarity.Genre), Number(similarity.Mood), Number(similarity.Instruments),
                Number(similarity.Tempo));
        }
        return table;
    }

    private static Text Number(double? value) => new(value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "-");
}
