using System.CommandLine;
using System.Globalization;
using Viml.Cli.Options;
using Viml.Cli.Output;
using Viml.Models.Music;
using Viml.Training.Fitting;
using Viml.Training.Fitting.Teaching;

namespace Viml.Cli.Commands;

/// <summary><c>viml train</c>: trains the models of a bundle on a dataset and writes the bundle.</summary>
internal static class TrainCommand
{
    public static Command Create(AppEnvironment environment, BundleOption bundle)
    {
        var standard = new TrainingOptions { Dataset = "", Output = "", Work = "" };
        var corpus = CorpusOption();
        var output = new Option<string>("--out", "-o") { Description = "The bundle folder to write.", HelpName = "DIR", Required = true };
        var work = TrainingFlags.WorkOption("bundle");
        var name = new Option<string>("--name")
        {
            Description = "Name of the bundle.", HelpName = "NAME", DefaultValueFactory = _ => standard.Name,
        };
        var video = new Option<string[]>("--video-encoder")
        {
            Description = "Video encoder; again for more, side by side. 'viml encoders' lists them.", HelpName = "NAME",
            DefaultValueFactory = _ => [.. standard.VideoEncoders],
        };
        var music = EncoderOption("--music-encoder", $"Music encoder; {standard.MusicEncoder} is trained, others are used as they are.",
            standard.MusicEncoder);
        var text = EncoderOption("--text-encoder", $"Text encoder; {standard.TextEncoder} is trained, others are used as they are.",
            standard.TextEncoder);
        var recordings = FolderOption("--recordings", "Folder of recordings from which musicnn learns too; again for more.");
        var heldOut = FolderOption("--held-out", "Folder of other recordings, on which it is validated; again for more.");
        var otherSounds = FolderOption("--other-sounds", "Folder of sounds that are no music, such as speech and noise; again for more.");
        var teacher = new Option<string[]>("--teacher")
        {
            Description = "Public tagger that says what is heard in the recordings; again for more.", HelpName = "NAME",
            DefaultValueFactory = _ => [.. standard.Teaching.Teachers],
        };
        teacher.AcceptOnlyFromAmong([.. PublicTagger.Names]);
        var musicWeights = new Option<string?>("--musicnn-weights")
        {
            Description = "Weights of musicnn that are kept, such as those of a bundle; with --recordings its tags are calibrated on them.",
            HelpName = "FILE",
        };
        var seed = NumberOption.Create("--seed", "Decides every random choice.", 0, int.MaxValue, standard.Seed);
        var musicSteps = TrainingFlags.StepsOption("--musicnn-steps", "Optimiser steps of MusiCNN.", standard.Music);
        var wordsSteps = TrainingFlags.StepsOption("--words-steps", "Optimiser steps of the words encoder.", standard.Words);
        var modelSteps = TrainingFlags.StepsOption("--viml-steps", "Optimiser steps of ViML.", standard.Model);
        var batch = NumberOption.Create(
            "--batch", "Clips in a step of ViML; each is compared with all others.", 2, TrainingOptions.MaximumBatch, standard.ModelBatch);
        var textDropout = NumberOption.Create("--text-dropout", "Probability of leaving out a text in training.", 0d, 1d,
            standard.TextDropout);
        var videoDropout = NumberOption.Create("--video-dropout", "Probability of leaving out a video in training.", 0d, 1d,
            standard.VideoDropout);
        var dropout = NumberOption.Create("--viml-dropout", "Dropout inside the Transformers of ViML.", 0d, 0.9, standard.ModelDropout);
        var tagWeight = NumberOption.Create("--tag-weight",
            "Weight of the tag loss beside the matching loss; with 0 the tags do not shape the space of ViML.", 0d, 1000d,
            standard.TagWeight);
        var full = new Option<bool>("--full")
        {
            Description = "Use the sizes of the paper's design instead of those of the built-in bundle.",
        };
        var json = new JsonOption();

        var command = new ExampleCommand("train",
            "Train the models of a bundle on a dataset, evaluate them on its test split and write the bundle. An interrupted run resumes.",
            "viml train --corpus corpus --out my-bundle",
            "viml train --corpus corpus --out with-clip --video-encoder clip-vit-b32",
            "viml train --corpus corpus --out ears --recordings music --held-out other",
            "viml recommend trip.mp4 --bundle my-bundle --music ~/Music")
        {
            corpus, output, work, name, video, music, text, recordings, heldOut, otherSounds, teacher, musicWeights, seed, musicSteps,
            wordsSteps,
            modelSteps, batch, textDropout, videoDropout, dropout, tagWeight, full, json,
        };
        foreach (var method in new[] { "viml", "mvpt", "pretet" })
            command.Subcommands.Add(TrainMethodCommand.Create(environment, bundle, method));
        command.Subcommands.Add(TrainDeepSimCommand.Create(environment));
        command.Subcommands.Add(TrainPicturesCommand.Create(environment));

        command.SetAction(parsed =>
        {
            var folder = Path.GetFullPath(parsed.GetRequiredValue(output));
            var options = new TrainingOptions
            {
                Dataset = Path.GetFullPath(parsed.GetRequiredValue(corpus)),
                Output = folder,
                Work = TrainingFlags.WorkFolder(parsed.GetValue(work), folder),
                Name = parsed.GetRequiredValue(name),
                Command = TrainingFlags.CommandLine(parsed),
                VideoEncoders = parsed.GetRequiredValue(video),
                MusicEncoder = parsed.GetRequiredValue(music),
                TextEncoder = parsed.GetRequiredValue(text),
                Teaching = new TeachingOptions
                {
                    Recordings = Folders(parsed.GetValue(recordings)),
                    HeldOut = Folders(parsed.GetValue(heldOut)),
                    OtherSounds = Folders(parsed.GetValue(otherSounds)),
                    Teachers = parsed.GetRequiredValue(teacher),
                },
                MusiCnnWeights = parsed.GetValue(musicWeights) is { } weights ? Path.GetFullPath(weights) : null,
                Seed = parsed.GetValue(seed),
                Music = standard.Music with { Steps = parsed.GetValue(musicSteps) },
                Words = standard.Words with { Steps = parsed.GetValue(wordsSteps) },
                Model = standard.Model with { Steps = parsed.GetValue(modelSteps) },
                ModelBatch = parsed.GetValue(batch),
                TextDropout = parsed.GetValue(textDropout),
                VideoDropout = parsed.GetValue(videoDropout),
                ModelDropout = parsed.GetValue(dropout),
                TagWeight = parsed.GetValue(tagWeight),
                FullModel = parsed.GetValue(full),
            };
            UsageException.Wrap(options.Validate);
            var encoders = AppEnvironment.Table(environment.Variable, environment.ProgramFolder);
            var result = InterruptedException.Resumable(() => ProgressDisplay.Run(environment, "Training", report =>
            {
                var progress = new StageProgress(report);
                return BundleTrainer.Run(options, encoders, progress, progress, environment.Cancellation);
            }));
            if (parsed.GetValue(json)) environment.Answer(result.Evaluation, ProgramJson.Default.IReadOnlyDictionaryStringDouble);
            else Print(environment, folder, result);
            return Exit(environment, result.LeftOut);
        });
        return command;
    }

    internal static Option<string> CorpusOption() =>
        new("--corpus") { Description = "The dataset folder, as corpus build makes it.", HelpName = "DIR", Required = true };

    /// <summary>Names the clips that were left out.</summary>
    internal static int Exit(AppEnvironment environment, IReadOnlyList<string> leftOut)
    {
        foreach (var reason in leftOut) environment.Note($"Left out {reason}");
        return leftOut.Count == 0 ? ExitCode.Done : ExitCode.PartlyDone;
    }

    private static Option<string[]> FolderOption(string name, string description) =>
        new(name) { Description = description, HelpName = "DIR" };

    private static string[] Folders(string[]? named) => [.. (named ?? []).Select(Path.GetFullPath)];

    private static Option<string> EncoderOption(string name, string description, string standard) =>
        new(name) { Description = description, HelpName = "NAME", DefaultValueFactory = _ => standard };

    private static void Print(AppEnvironment environment, string folder, TrainingResult result)
    {
        environment.Out.WriteLine($"Bundle {result.Manifest.Name} in {FittedText.Printable(folder)}");
        foreach (var (figure, value) in result.Evaluation)
            environment.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure,-32} {value,9:0.####}"));
    }
}
