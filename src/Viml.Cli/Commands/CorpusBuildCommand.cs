using System.CommandLine;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Corpus.Pieces;
using Viml.Training.Datasets;

namespace Viml.Cli.Commands;

/// <summary><c>viml corpus build</c>: composes, renders, paints and describes a corpus.</summary>
internal static class CorpusBuildCommand
{
    public static Command Create(AppEnvironment environment)
    {
        var pieces = NumberOption.Create("--pieces", "How many pieces.", 1, 10_000_000);
        var seed = NumberOption.Create("--seed", "Decides every random choice; the same seed gives the same corpus.", 0L, long.MaxValue);
        var output = new Option<string>("--out", "-o")
        {
            Description = "The folder of the corpus. An existing corpus is continued.", HelpName = "DIR", Required = true,
        };
        var seconds = NumberOption.Create("--seconds", "Length of a piece.", 4d, 600d, 30d);
        var fonts = new Option<string[]>("--soundfont")
        {
            Description = "Use only this soundfont; again for more. Default: every known one that is installed.", HelpName = "NAME",
        };
        var silent = new Option<bool>("--no-videos") { Description = "Do not make videos." };
        var samples = new Option<bool>("--samples")
        {
            Description = "Make pieces for listening: freely licensed soundfonts, clean recordings, titles.",
        };
        var width = NumberOption.Create("--video-width", "Width of the videos in pixels, a multiple of 32. The height is 9/16 of it.", 32,
            1920, 128);
        var rate = NumberOption.Create("--sample-rate", "Samples per second at which the music is synthesised.", 16_000, 96_000, 24_000);
        var json = new JsonOption();

        var command = new ExampleCommand("build",
            "Compose pieces, render them with FluidSynth, paint a video for each and describe it in words. An interrupted build resumes.",
            "viml corpus build --pieces 2000 --seed 1 --out corpus",
            "viml corpus build --pieces 36 --seed 7 --out samples --samples --seconds 25")
        { pieces, seed, output, seconds, fonts, silent, samples, width, rate, json };

        command.SetAction(parsed =>
        {
            var options = new CorpusOptions
            {
                Pieces = parsed.GetValue(pieces),
                Seed = (ulong)parsed.GetValue(seed),
                Output = Path.GetFullPath(parsed.GetRequiredValue(output)),
                SoundFonts = parsed.GetValue(fonts) is { Length: > 0 } names ? names : null,
                DurationSeconds = parsed.GetValue(seconds),
                Videos = !parsed.GetValue(silent),
                Samples = parsed.GetValue(samples),
                VideoWidth = parsed.GetValue(width),
                SampleRate = parsed.GetValue(rate),
            };
            var info = Build(environment, options);
            if (parsed.GetValue(json)) environment.Answer(info, ProgramJson.Default.DatasetInfo);
            else Print(environment, options, info);
            return ExitCode.Done;
        });
        return command;
    }

    private static DatasetInfo Build(AppEnvironment environment, CorpusOptions options)
    {
        try
        {
            return InterruptedException.Resumable(() => UsageException.Wrap(() => ProgressDisplay.Run(
                environment, "Building", report => CorpusBuilder.Build(options, new ImmediateProgress<CorpusProgress>(
                    value => report(StepOf(value))), environment.Cancellation))));
        }
        catch (InvalidOperationException fault)
        {
            // The folder holds another corpus, or no soundfont is installed: the message explains which, and what to do.
            throw new UsageException(fault.Message);
        }
    }

    private static void Print(AppEnvironment environment, CorpusOptions options, DatasetInfo info)
    {
        environment.Out.WriteLine($"{CountText.Of(info.Counts.Values.Sum(), "piece")} in {FittedText.Printable(options.Output)}");
        foreach (var (split, count) in info.Counts) environment.Out.WriteLine($"  {split,-10} {count,7:N0}");
    }

    // Kept pieces cost nothing, so they must not count for the time left.
    private static WorkStep StepOf(CorpusProgress value) =>
        new(value.Done - value.Kept, value.Total - value.Kept, $"{value.Done:N0} of {value.Total:N0}");
}
