using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Media.Audio;
using Viml.Training.Annotation;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml annotate DATASET</c>: describing music by ear, and comparing what two people wrote.</summary>
internal static class AnnotateCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var dataset = DatasetCommand.Folder();
        var output = new Option<string>("--out", "-o")
        {
            Description = "The CSV file to write: video_id, start, end, text. Texts that it has are kept.", HelpName = "FILE",
            Required = true,
        };
        var excerpts = new Option<string?>("--excerpts")
        {
            Description = "Write the excerpts to this folder, and lines without text to the file, instead of playing them.",
            HelpName = "DIR",
        };
        var merge = new Option<string[]>("--merge")
        {
            Description = "Merge the files of two people instead, and say how far they agree; given twice.", HelpName = "FILE",
        };
        var split = new Option<string?>("--split") { Description = "Only the clips of this split.", HelpName = "NAME" };
        split.AcceptOnlyFromAmong([.. Splits.All]);
        var most = NumberOption.CreateOptional("--clips", "Only so many clips.", 1, int.MaxValue);
        var command = new ExampleCommand("annotate",
            "Describe the music of a dataset by ear: ten seconds from the middle of each clip are played, and what you type is kept. An "
                + "empty line plays it again, '-' passes it over, and the end of input stops; the next run goes on.",
            "viml annotate clips --out mine.csv --split test",
            "viml annotate clips --out mine.csv --excerpts listen",
            "viml annotate clips --merge mine.csv --merge yours.csv --out both.csv") { dataset, output, excerpts, merge, split, most };
        command.SetAction(parsed =>
        {
            var found = Excerpt.Of(parsed.GetRequiredValue(dataset), parsed.GetValue(split));
            Excerpt[] chosen = [.. found.Take(parsed.GetValue(most) ?? int.MaxValue)];
            var path = Path.GetFullPath(parsed.GetRequiredValue(output));
            if (parsed.GetValue(merge) is { Length: > 0 } files)
                return files is [var first, var second]
                    ? Merge(environment, chosen, first, second, path)
                    : throw new UsageException("--merge is given twice: for the file of each person.");
            if (chosen.Length == 0)
            {
                environment.Note("There are no such clips with music.");
                return ExitCode.NothingFound;
            }
            return parsed.GetValue(excerpts) is { } folder
                ? WriteFiles(environment, chosen, Path.GetFullPath(folder), path)
                : Listen(environment, chosen, path);
        });
        return command;
    }

    private static int Listen(AppEnvironment environment, Excerpt[] excerpts, string path)
    {
        var texts = AnnotationFile.Read(path).ToList();
        var known = texts.Where(text => text.Text.Length > 0).Select(text => text.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (at, excerpt) in excerpts.Index().Where(one => !known.Contains(one.Item.Id)))
        {
            environment.Note($"{at + 1} of {excerpts.Length}: {FittedText.Printable(excerpt.Id)}");
            string? line;
            do
            {
                SoundPlayer.Play(excerpt.Music, excerpt.Start, excerpt.End - excerpt.Start, cancellation: environment.Cancellation);
                line = environment.In.ReadLine()?.Trim();
            }
            while (line is "");
            if (line is null) break;
            if (line == "-") continue;
            texts.RemoveAll(text => text.Id == excerpt.Id);
            texts.Add(new Annotation(excerpt.Id, excerpt.Start, excerpt.End, line));
            AnnotationFile.Write(path, texts);
        }
        environment.Note($"{CountText.Of(texts.Count(text => text.Text.Length > 0), "text")} in {FittedText.Printable(path)}");
        return ExitCode.Done;
    }

    private static int WriteFiles(AppEnvironment environment, Excerpt[] excerpts, string folder, string path)
    {
        var failed = ProgressDisplay.Run(environment, "Writing", report => ExcerptFiles.Write(
            excerpts, folder, (done, total) => report(new WorkStep(done, total)), environment.Cancellation));
        var texts = AnnotationFile.Read(path).ToList();
        var known = texts.Select(text => text.Id).ToHashSet(StringComparer.Ordinal);
        texts.AddRange(excerpts.Where(excerpt => !known.Contains(excerpt.Id))
            .Select(excerpt => new Annotation(excerpt.Id, excerpt.Start, excerpt.End, "")));
        AnnotationFile.Write(path, texts);
        environment.Out.WriteLine($"{CountText.Of(excerpts.Length - failed.Count, "excerpt")} in {FittedText.Printable(folder)}");
        return TrainCommand.Exit(environment, failed);
    }

    private static int Merge(AppEnvironment environment, Excerpt[] excerpts, string first, string second, string path)
    {
        foreach (var file in new[] { first, second })
            if (!File.Exists(file)) throw new DatasetException(file, null, "a file of annotations", "no such file");
        var (one, other) = (AnnotationFile.Read(first), AnnotationFile.Read(second));
        var known = excerpts.Select(excerpt => excerpt.Id).ToHashSet(StringComparer.Ordinal);
        if (one.Concat(other).FirstOrDefault(text => !known.Contains(text.Id)) is { } stranger)
            throw new DatasetException(one.Contains(stranger) ? first : second, null, "clips of the dataset", $"'{stranger.Id}'");
        var agreement = Agreement.Of(one, other);
        AnnotationFile.Write(path, Agreement.Merge(one, other));
        foreach (var line in new[]
        {
            $"Described by both: {agreement.Both}; only in one file: {agreement.OnlyFirst} and {agreement.OnlySecond}",
            $"Tags that a text speaks of: {Number(agreement.TagsEach, "0.0")}",
            $"Share of them in both texts: {Number(agreement.Shared)}; of texts about different music: {Number(agreement.SharedByChance)}",
            $"Cohen's kappa over tags: {Number(agreement.Kappa)}",
        }) environment.Out.WriteLine(line);
        return ExitCode.Done;
    }

    private static string Number(double value, string format = "0.00") =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
