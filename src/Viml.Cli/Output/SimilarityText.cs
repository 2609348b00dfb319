using System.Globalization;
using Spectre.Console;
using Viml.Library.Answers;

namespace Viml.Cli.Output;

/// <summary>Similar tracks as text.</summary>
internal static class SimilarityText
{
    public static void Print(AppEnvironment environment, SimilarityAnswer answer, bool isWide = false)
    {
        var name = TrackName.Of(answer.Query.Title, answer.Query.Artist, answer.Query.Path);
        environment.Print(new Text($"Similar to {FittedText.Printable(name)} ({TimeText.Offset(answer.Query.Duration)})"));
        if (answer.Tracks.Count > 0) Table(answer).Print(environment, isWide);
        else environment.Note("There is no other track to compare with.");
        environment.Note(
            $"{CountText.Of(answer.Library.Tracks, "track")} compared by {answer.Model.Name}. " +
            "1 means the same, 0.5 as similar as two tracks at random.");
        if (answer.Library.LeftOut > 0)
            environment.Note($"{CountText.Of(answer.Library.LeftOut, "track")} left out: missing or unreadable.");
    }

    private static TextTable Table(SimilarityAnswer answer)
    {
        var table = new TextTable(
            ("#", true), ("Track", false), ("Score", true), ("Genre", true), ("Mood", true), ("Instr.", true), ("Tempo", true));
        foreach (var track in answer.Tracks)
        {
            var similarity = track.Similarity;
            table.Add(
                [
                    track.Rank.ToString(CultureInfo.InvariantCulture), TrackName.Of(track.Title, track.Artist, track.Path),
                    Number(track.Score), Number(similarity.Genre), Number(similarity.Mood), Number(similarity.Instruments),
                    Number(similarity.Tempo),
                ],
                [RankingText.ShownPath(track.Path)]);
        }
        return table;
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.00", CultureInfo.InvariantCulture) : "-";
}
