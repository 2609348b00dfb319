using System.CommandLine;
using System.Globalization;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Recommendation;
using Viml.Training.Evaluation;

namespace Viml.Cli.Commands;

/// <summary><c>viml evaluate descriptions FILE</c>: how well one's own descriptions find the tracks they are about.</summary>
internal static class EvaluateDescriptionsCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A CSV file with the columns music (the name of a file in the library), text and, for some or all, picture.",
        };
        var pictures = new Option<string?>("--pictures")
        {
            Description = "The folder of the pictures. Default: the folder of the file.", HelpName = "DIR",
        };
        var music = new MusicChoice();
        var command = new ExampleCommand("descriptions",
            "Measure how well descriptions that you wrote find the tracks they are about in your library: by words, by picture and by "
                + "both.",
            "viml evaluate descriptions mine.csv --music ~/Music",
            "viml evaluate descriptions mine.csv --library evening --pictures photos")
        { file, pictures };
        music.AddTo(command);
        command.SetAction(parsed =>
        {
            var described = DescribedTracks.Read(parsed.GetRequiredValue(file), parsed.GetValue(pictures));
            var models = bundle.Load(parsed, environment);
            using var library = music.Open(parsed, environment, models);
            string[] paths = [.. library.Tracks().Select(track => track.Paths[0])];
            var service = new RecommendationService(library, models);
            var (results, missing) = ProgressDisplay.Run(environment, "Ranking", report => DescribedTracks.Measure(
                service, described, paths, (done, total) => report(new WorkStep(done, total, null)), environment.Cancellation));
            var text = new TextTable(
                ("Query", false), ("Ranking", false), ("Queries", true), ("MedR", true), ("R@1", true), ("R@5", true), ("R@10", true));
            foreach (var result in results)
                Add(result.Query, result.Ranking.ToString().ToLowerInvariant(),
                    result.Metrics.Queries.ToString("N0", CultureInfo.InvariantCulture), result.Metrics);
            Add("chance", "", "", RetrievalMetrics.Chance(paths.Length));
            environment.Out.WriteLine($"Each query is ranked against {CountText.Of(paths.Length, "track")}.");
            text.Print(environment);
            if (missing.Count > 0)
                NoteList.Write(environment, $"{CountText.Of(missing.Count, "description")} of music that is not in the library:", missing);
            return ExitCode.Done;

            void Add(string query, string ranking, string queries, RetrievalMetrics metrics) => text.Add([
                query, ranking, queries, metrics.MedianRank.ToString("0.#", CultureInfo.InvariantCulture),
                Percent(metrics.RecallAt1), Percent(metrics.RecallAt5), Percent(metrics.RecallAt10)]);
        });
        return command;
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture);
}
