using System.CommandLine;
using Viml.Cli.Libraries;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Library.Recommendation;

namespace Viml.Cli.Commands;

/// <summary><c>viml demo</c>: recommendations on the samples of the project, and what to type next.</summary>
internal static class DemoCommand
{
    private const string LibraryName = "demo";
    private const int Top = 3;

    // Texts for the first and for the last sample video: one quiet, one lively.
    private static readonly string[] Texts = ["calm piano, gentle and slow", "energetic drums and electric guitar"];

    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var command = new ExampleCommand("demo", "Index the samples and recommend music for two of their videos.", "viml demo");
        command.SetAction(parsed =>
        {
            var samples = SamplesFolder.Find(environment.ProgramFolder) ?? throw new DirectoryNotFoundException(
                "The samples are missing: the demo needs the folders samples/music and samples/videos of the project.");
            var videos = Directory.EnumerateFiles(Path.Combine(samples, "videos"))
                .Where(path => Path.GetExtension(path) is ".mp4" or ".webm" or ".mkv")
                .Order(StringComparer.Ordinal).ToArray();
            if (videos.Length < 2) throw new IOException($"There are no sample videos in '{samples}'.");

            var models = bundle.Load(parsed, environment);
            using var library = MusicChoice.Indexed(
                environment, LibraryName, MusicPlaces.Of(environment, [Path.Combine(samples, "music")]), models);
            var service = new RecommendationService(library, models);
            foreach (var (video, words) in new[] { videos[0], videos[^1] }.Zip(Texts))
            {
                foreach (var text in new[] { null, words })
                {
                    var request = new RecommendationRequest { Video = video, Text = text, Top = Top };
                    RankingText.Print(environment, service.Recommend(request, environment.Cancellation));
                    environment.Out.WriteLine();
                }
            }
            environment.Out.WriteLine("Now with your own files:");
            environment.Out.WriteLine("  ./viml recommend VIDEO --music FOLDER");
            environment.Out.WriteLine("  ./viml recommend VIDEO --music FOLDER --text \"the music you want\"");
            return ExitCode.Done;
        });
        return command;
    }
}
